package io.voicepost.gateway.testphone;

import java.util.Arrays;

/// ITU-T G.711, at once.
final class G711Decoder implements RtpDecoder {
  private final Codec codec;
  private short[] decoded = new short[0];

  G711Decoder(Codec codec) {
    this.codec = codec;
  }

  @Override
  public void put(byte[] payload) {
    int before = decoded.length;
    decoded = Arrays.copyOf(decoded, before + payload.length);
    for (int i = 0; i < payload.length; i++) {
      decoded[before + i] = sample(codec, payload[i]);
    }
  }

  @Override
  public short[] take() {
    short[] taken = decoded;
    decoded = new short[0];
    return taken;
  }

  @Override
  public void close() {}

  static short sample(Codec codec, byte coded) {
    return codec == Codec.PCMU ? fromMuLaw(coded) : fromALaw(coded);
  }

  private static short fromMuLaw(byte coded) {
    int bits = ~coded;
    int magnitude = (((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4);
    return (short) ((bits & 0x80) != 0 ? 0x84 - magnitude : magnitude - 0x84);
  }

  private static short fromALaw(byte coded) {
    int bits = coded ^ 0x55;
    int segment = (bits & 0x70) >> 4;
    int magnitude = ((bits & 0x0f) << 4) + (segment == 0 ? 0x08 : 0x108);
    magnitude <<= Math.max(0, segment - 1);
    return (short) ((bits & 0x80) != 0 ? magnitude : -magnitude);
  }
}
