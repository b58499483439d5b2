package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/// The sound of one call in both directions (RFC 3550), and its keys (RFC 4733). It never blocks.
/// For one thread.
final class RtpSession implements AutoCloseable {
  private static final int HEADER_BYTES = 12;

  private static final byte KEY_VOLUME = 10;

  /// A payload type of its own, at 8 kHz (RFC 3551, table 4).
  private static final int COMFORT_NOISE = 13;

  /// In -dBov.
  private static final byte NOISE_LEVEL = 60;

  /// Comfort noise is described five times a second.
  private static final int FRAMES_PER_DESCRIPTION = 10;

  private final DatagramChannel channel;
  private final Codec codec;
  private final int source = ThreadLocalRandom.current().nextInt();
  private final ByteBuffer in = ByteBuffer.allocate(2048);
  private final ByteBuffer out = ByteBuffer.allocate(2048);
  private int sequence = ThreadLocalRandom.current().nextInt(0x10000);
  private int clock = ThreadLocalRandom.current().nextInt();
  private boolean started;
  private int pauses;

  RtpSession(InetAddress local, Codec codec) throws IOException {
    this.codec = codec;
    this.channel = DatagramChannel.open();
    channel.configureBlocking(false);
    channel.bind(new InetSocketAddress(local, 0));
  }

  InetSocketAddress local() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  void connect(InetSocketAddress target) throws IOException {
    channel.connect(target);
  }

  /// 20 ms of sound.
  void send(byte[] frame) throws IOException {
    packet(codec.payloadType(), !started, clock);
    started = true;
    out.put(frame);
    transmit();
    clock += codec.ticksPerFrame();
  }

  /// 20 ms in which no sound is sent, with or without a word on how the noise sounds.
  void pause(boolean comfortNoise) throws IOException {
    if (comfortNoise && pauses++ % FRAMES_PER_DESCRIPTION == 0) {
      packet(COMFORT_NOISE, false, clock);
      out.put(NOISE_LEVEL);
      transmit();
    }
    started = false;
    clock += codec.ticksPerFrame();
  }

  /// 20 ms of a pressed key. The last of them says that the key is up, three times over.
  ///
  /// @param frame from 1 to `frames`
  void send(char key, int frame, int frames) throws IOException {
    boolean up = frame == frames;
    for (int times = up ? 3 : 1; times > 0; times--) {
      packet(SessionDescription.KEYS, frame == 1, clock);
      out.put((byte) KeyPress.event(key));
      out.put((byte) (up ? 0x80 | KEY_VOLUME : KEY_VOLUME));
      out.putShort((short) (frame * codec.ticksPerFrame()));
      transmit();
    }
    if (up) {
      clock += frames * codec.ticksPerFrame();
    }
  }

  /// Hands what has come to the receiver; anything but our codec is passed over.
  void receive(RtpReceiver receiver, long now) throws IOException {
    try {
      for (in.clear(); channel.isConnected() && channel.read(in) > 0; in.clear()) {
        int type = in.get(1) & 0x7f;
        if (in.position() > HEADER_BYTES && type == codec.payloadType()) {
          receiver.hear(
              Arrays.copyOfRange(in.array(), HEADER_BYTES, in.position()), in.getInt(4), now);
        }
      }
    } catch (PortUnreachableException gone) {
      // The other side has closed its end a moment before its goodbye arrives.
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void packet(int type, boolean marked, int timestamp) {
    out.clear();
    out.put((byte) 0x80);
    out.put((byte) (marked ? 0x80 | type : type));
    out.putShort((short) sequence++);
    out.putInt(timestamp);
    out.putInt(source);
  }

  private void transmit() throws IOException {
    try {
      channel.write(out.flip());
    } catch (PortUnreachableException gone) {
      // As when receiving: the goodbye is on its way.
    }
  }
}
