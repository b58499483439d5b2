package io.voicepost.gateway.testphone;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decodes by the `ffmpeg` command, a few frames behind. What is put waits in a pipe while the
/// command starts.
final class FfmpegDecoder implements RtpDecoder {
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final Process process;
  private final OutputStream in;
  private final Optional<OggOpus> ogg;
  private final Thread reader;
  private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();

  FfmpegDecoder(Codec codec) throws IOException {
    var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "quiet"));
    // Live: nothing may be waited for to find out what the stream is.
    command.addAll(List.of("-probesize", "32", "-analyzeduration", "0"));
    command.addAll(codec.decoding());
    command.addAll(List.of("-i", "pipe:0", "-ac", "1", "-ar", "" + ReceivedAudio.RATE));
    command.addAll(List.of("-f", "s16le", "-flush_packets", "1", "pipe:1"));
    this.process = ChildProcess.start(command);
    this.in = new BufferedOutputStream(process.getOutputStream());
    this.ogg = codec == Codec.OPUS ? Optional.of(new OggOpus()) : Optional.empty();
    this.reader = Thread.ofVirtual().name("decoder").start(() -> read(process.getInputStream()));
  }

  @Override
  public void put(byte[] payload) throws IOException {
    if (ogg.isPresent()) {
      ogg.get().write(payload, in);
    } else {
      in.write(payload);
    }
    in.flush();
  }

  @Override
  public short[] take() {
    byte[] bytes;
    synchronized (decoded) {
      bytes = decoded.toByteArray();
      decoded.reset();
      if (bytes.length % Short.BYTES != 0) {
        decoded.write(bytes, bytes.length - 1, 1);
      }
    }
    short[] samples = new short[bytes.length / Short.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }

  @Override
  public void close() throws IOException {
    try {
      in.close();
      reader.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }

  private void read(InputStream out) {
    byte[] some = new byte[8192];
    try (out) {
      for (int read = out.read(some); read >= 0; read = out.read(some)) {
        synchronized (decoded) {
          decoded.write(some, 0, read);
        }
      }
    } catch (IOException ended) {
      // The call is over.
    }
  }
}
