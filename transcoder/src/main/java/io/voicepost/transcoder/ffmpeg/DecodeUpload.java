package io.voicepost.transcoder.ffmpeg;

import io.voicepost.transcoder.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/// The main class of the decoder's own process: decodes a foreign file to a WAV and ends.
///
/// Foreign bytes meet FFmpeg's demuxers and decoders here and nowhere else. What they break is this
/// process alone. It ends a second after its parent at the latest. Its exit code is [#FINE], that
/// of a [Refusal], or [#FAILED]; anything else means that it was killed or crashed. Standard error
/// has one line that says more.
public final class DecodeUpload {
  public static final int FINE = 0;

  /// The file is not to blame, as far as anybody can tell.
  public static final int FAILED = 3;

  private static final int ORPHANED = 4;
  private static final Duration LOOK_UP = Duration.ofSeconds(1);

  private DecodeUpload() {}

  /// Arguments: the upload, the WAV to write, the longest sound in seconds, the parent's process
  /// id.
  public static void main(String[] arguments) {
    long parent = Long.parseLong(arguments[3]);
    Thread.ofPlatform().daemon().start(() -> endWith(parent));
    int code = run(arguments);
    // Without ceremony: there is nothing to close, and FFmpeg may be in any state.
    Runtime.getRuntime().halt(code);
  }

  private static int run(String[] arguments) {
    try {
      Duration longest = Duration.ofSeconds(Long.parseLong(arguments[2]));
      Decoder.decode(Path.of(arguments[0]), Path.of(arguments[1]), longest);
      return FINE;
    } catch (RefusedException refused) {
      say(String.valueOf(refused.getMessage()));
      return refused.refusal().exitCode();
    } catch (OutOfMemoryError e) {
      say(e.toString());
      return Refusal.UNREADABLE.exitCode();
    } catch (IOException | RuntimeException | LinkageError e) {
      say(e.toString());
      return FAILED;
    }
  }

  private static void say(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    System.err.write(bytes, 0, bytes.length);
    System.err.flush();
  }

  /// Looks once a second. A thread that reads a pipe from the parent would know at once, and hold
  /// up the JVM's end by 0.3 s, which it waits for threads in native calls.
  private static void endWith(long parent) {
    try {
      do {
        Thread.sleep(LOOK_UP);
      } while (ProcessHandle.current().parent().filter(it -> it.pid() == parent).isPresent());
    } catch (InterruptedException e) {
      // Nobody does; but then there is nobody who watches.
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
