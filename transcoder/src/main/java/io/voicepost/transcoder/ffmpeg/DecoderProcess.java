package io.voicepost.transcoder.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Loader;

/// How the JVM is told to run [DecodeUpload]: small, soon there, and with a few of the many files
/// of a gateway's class path.
public final class DecoderProcess {
  static {
    Libraries.choose();
  }

  private static final List<String> SMALL_AND_SOON =
      List.of(
          "-Xmx32m",
          "-Xss512k",
          "-XX:MaxDirectMemorySize=4m",
          "-XX:ReservedCodeCacheSize=16m",
          "-XX:CompressedClassSpaceSize=16m",
          "-XX:+UseSerialGC",
          // It lives too short for the better compiler.
          "-XX:TieredStopAtLevel=1",
          // It leaves no file behind, whatever becomes of it.
          "-XX:-UsePerfData",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:+SuppressFatalErrorMessage",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dorg.bytedeco.javacpp.nopointergc=true",
          "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");

  /// What the operator may have told this JVM about FFmpeg's libraries.
  private static final List<String> HANDED_ON =
      List.of(
          "org.bytedeco.javacpp.cachedir",
          "org.bytedeco.javacpp.pathsFirst",
          "org.bytedeco.javacpp.platform.linkpath");

  private DecoderProcess() {}

  /// The command after the name of the `java` executable.
  ///
  /// @throws IOException FFmpeg is not there for this processor
  public static List<String> arguments(Path upload, Path wav, Duration longest) throws IOException {
    List<String> command = new ArrayList<>(SMALL_AND_SOON);
    for (String key : HANDED_ON) {
      String value = System.getProperty(key);
      if (value != null) {
        command.add("-D" + key + "=" + value);
      }
    }
    command.add("-cp");
    command.add(
        classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(DecodeUpload.class.getName());
    command.add(upload.toAbsolutePath().toString());
    command.add(wav.toAbsolutePath().toString());
    command.add(Long.toString(longest.toSeconds()));
    command.add(Long.toString(ProcessHandle.current().pid()));
    return command;
  }

  private static Set<Path> classPath() throws IOException {
    String platform = Loader.getPlatform();
    Set<Path> places = new LinkedHashSet<>();
    for (Class<?> type : List.of(DecodeUpload.class, Loader.class, AVFrame.class)) {
      places.add(place(type, type.getName().replace('.', '/') + ".class"));
    }
    places.add(place(Loader.class, "org/bytedeco/javacpp/" + platform + "/libjnijavacpp.so"));
    places.add(place(AVFrame.class, "org/bytedeco/ffmpeg/" + platform + "/libjniavutil.so"));
    return places;
  }

  /// The JAR or folder that holds a resource.
  private static Path place(Class<?> loadedBeside, String resource) throws IOException {
    URL found = loadedBeside.getResource("/" + resource);
    if (found == null) {
      throw new IOException("FFmpeg is not there for this processor: no " + resource);
    }
    String address = found.toString();
    String place = address.substring(0, address.length() - resource.length());
    try {
      return Path.of(new URI(place.replaceFirst("^jar:", "").replaceFirst("!/$", "")));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("cannot find " + resource + " in " + address, e);
    }
  }
}
