package io.voicepost.transcoder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Speech to transcode, spoken by espeak-ng, and the command-line tools that make it and check what
/// became of it. They are Debian's `espeak-ng`, `sox` and `ffmpeg`; a test without them fails.
public final class Speech {
  private static final String TEXT =
      "Hello, this is a message for everybody. I stand on the bridge, the boats come in, and a band"
          + " plays on the other bank. Can you hear it? Seven, eight, nine. Call me back tonight,"
          + " or come and see for yourself; it will go on until the sun is down.";

  private static final long LONGEST_RUN_SECONDS = 60;

  private Speech() {}

  /// Writes a WAV of exactly that many seconds: the text, again and again, at -24 dBFS.
  public static Path write(Path file, int sampleRate, double seconds) throws IOException {
    Path spoken = Files.createTempFile(file.toAbsolutePath().getParent(), "spoken", ".wav");
    try {
      run(List.of("espeak-ng", "-s", "150", "-w", spoken.toString(), TEXT));
      List<String> sox = new ArrayList<>(List.of("sox", spoken.toString(), "-D", "-b", "16"));
      sox.addAll(List.of("-r", "" + sampleRate, "-c", "1", file.toString(), "gain", "-n", "-8"));
      sox.addAll(List.of("repeat", "" + (int) (seconds / 10), "trim", "0", "" + seconds));
      run(sox);
    } finally {
      Files.delete(spoken);
    }
    return file;
  }

  /// The sound of an audio file as FFmpeg's command decodes it, at the rate asked for.
  public static short[] decode(Path file, int sampleRate) throws IOException {
    String rate = "" + sampleRate;
    byte[] pcm =
        run(
            List.of(
                "ffmpeg", "-v", "error", "-i", file.toString(), "-ar", rate, "-f", "s16le", "-"));
    short[] samples = new short[pcm.length / 2];
    ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }

  /// Runs a command and gives what it prints.
  ///
  /// @throws IOException it is missing, failed or took too long
  public static byte[] run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    try {
      byte[] output = process.getInputStream().readAllBytes();
      if (!process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("failed: " + String.join(" ", command));
      }
      return output;
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException("interrupted: " + command.getFirst(), e));
    } finally {
      process.destroyForcibly();
    }
  }
}
