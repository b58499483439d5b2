package io.voicepost.transcoder.upload;

import io.voicepost.transcoder.Speech;
import io.voicepost.transcoder.Wav;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Files as browsers and people send them, made by the `ffmpeg` command.
final class ForeignFiles {
  private ForeignFiles() {}

  /// A file made of a generator of sound, like `sine=frequency=440:duration=3`; its name's ending
  /// says which container.
  static Path sound(Path file, String generator, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(List.of("-f", "lavfi", "-i", generator));
    command.addAll(List.of(options));
    command.add(file.toString());
    Speech.run(command);
    return file;
  }

  /// The same by more than one input, and whatever else the command is told.
  static Path made(Path file, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(arguments);
    command.add(file.toString());
    Speech.run(command);
    return file;
  }

  static Path text(Path file, String content) throws IOException {
    return Files.writeString(file, content, StandardCharsets.UTF_8);
  }

  /// Where in a file a name of four letters stands.
  static int find(byte[] file, String name) {
    byte[] wanted = Wav.ascii(name);
    for (int i = 0; i + wanted.length <= file.length; i++) {
      if (Arrays.equals(file, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new IllegalArgumentException("there is no " + name);
  }
}
