package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes Opus packets as an Ogg stream (RFC 3533, 6; RFC 7845, 5), each on a page of its own so
/// that it can be decoded at once.
final class OggOpus {
  private static final int HEADER = 27;
  private static final int CHECKSUM_AT = 22;

  /// CRC-32 without reflection, as RFC 3533 has it.
  private static final int POLYNOMIAL = 0x04c11db7;

  private static final int FIRST_PAGE = 2;

  private int pages;
  private long ticks;

  void write(byte[] packet, OutputStream out) throws IOException {
    if (pages == 0) {
      var head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
      head.put(ascii("OpusHead")).put((byte) 1).put((byte) 1).putShort((short) 0);
      head.putInt(48_000).putShort((short) 0).put((byte) 0);
      page(head.array(), FIRST_PAGE, out);
      var tags = ByteBuffer.allocate(17).order(ByteOrder.LITTLE_ENDIAN);
      tags.put(ascii("OpusTags")).putInt(1).put(ascii("p")).putInt(0);
      page(tags.array(), 0, out);
    }
    ticks += ticks(packet);
    page(packet, 0, out);
  }

  /// How long a packet lasts, in ticks of 48 kHz (RFC 6716, 3.1).
  static int ticks(byte[] packet) {
    int configuration = (packet[0] & 0xff) >> 3;
    int frame;
    if (configuration < 12) {
      frame = new int[] {480, 960, 1920, 2880}[configuration % 4];
    } else if (configuration < 16) {
      frame = configuration % 2 == 0 ? 480 : 960;
    } else {
      frame = 120 << (configuration % 4);
    }
    return switch (packet[0] & 3) {
      case 0 -> frame;
      case 1, 2 -> 2 * frame;
      default -> packet.length > 1 ? frame * (packet[1] & 0x3f) : 0;
    };
  }

  private void page(byte[] packet, int type, OutputStream out) throws IOException {
    int segments = packet.length / 255 + 1;
    var page =
        ByteBuffer.allocate(HEADER + segments + packet.length).order(ByteOrder.LITTLE_ENDIAN);
    page.put(ascii("OggS")).put((byte) 0).put((byte) type).putLong(ticks);
    page.putInt(1).putInt(pages++).putInt(0).put((byte) segments);
    for (int i = 1; i < segments; i++) {
      page.put((byte) 255);
    }
    page.put((byte) (packet.length % 255)).put(packet);
    page.putInt(CHECKSUM_AT, checksum(page.array()));
    out.write(page.array());
  }

  private static int checksum(byte[] page) {
    int sum = 0;
    for (byte value : page) {
      sum ^= value << 24;
      for (int bit = 0; bit < 8; bit++) {
        sum = (sum << 1) ^ (sum < 0 ? POLYNOMIAL : 0);
      }
    }
    return sum;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
