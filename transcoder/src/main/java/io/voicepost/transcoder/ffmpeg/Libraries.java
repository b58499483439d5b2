package io.voicepost.transcoder.ffmpeg;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegLogCallback;

/// Chooses whose FFmpeg libraries JavaCPP loads: the system's if it has those of FFmpeg 5.1, else
/// the ones that JavaCPP brings along.
///
/// They do the same, but the codecs that JavaCPP brings are compiled without optimisation and take
/// twice the time (docs/decisions/0030). What the operator sets for JavaCPP wins.
final class Libraries {
  private static final String PATHS_FIRST = "org.bytedeco.javacpp.pathsFirst";
  private static final String LINK_PATH = "org.bytedeco.javacpp.platform.linkpath";

  /// Debian's folders, by architecture.
  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/lib/x86_64-linux-gnu"), Path.of("/usr/lib/aarch64-linux-gnu"));

  /// The interface versions that the Java side was made for. Others would crash the process.
  private static final List<String> NAMES =
      List.of("libavutil.so.57", "libswresample.so.4", "libavcodec.so.59", "libavformat.so.59");

  private Libraries() {}

  /// Which FFmpeg it became; loads it, and lets JavaCV carry what it warns of into our log.
  static String describe() {
    avutil.av_log_set_level(avutil.AV_LOG_WARNING);
    FFmpegLogCallback.set();
    String from = "true".equals(System.getProperty(PATHS_FIRST)) ? "the system" : "JavaCPP";
    return "FFmpeg " + avutil.av_version_info().getString() + " of " + from;
  }

  /// Must come before JavaCPP loads anything.
  static void choose() {
    System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
    // JavaCPP would count the whole process, Java's heap included, against a limit of its own.
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    if (System.getProperty(PATHS_FIRST) != null || System.getProperty(LINK_PATH) != null) {
      return;
    }
    for (Path folder : FOLDERS) {
      if (NAMES.stream().allMatch(name -> Files.isReadable(folder.resolve(name)))) {
        System.setProperty(PATHS_FIRST, "true");
        System.setProperty(LINK_PATH, folder.toString());
        return;
      }
    }
  }
}
