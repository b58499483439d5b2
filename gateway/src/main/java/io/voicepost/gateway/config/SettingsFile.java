package io.voicepost.gateway.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The file of the settings, where a command changes some of them. Comments and order stay.
public final class SettingsFile {
  private final Path file;

  public SettingsFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /// Writes values in the place of those that are there, and an empty one out of the file: all of
  /// them at once, on the disk when it returns. Whatever happens, the file is the old or the new
  /// one.
  public void change(Map<Setting, String> changes) throws IOException {
    var lines = new ArrayList<String>();
    for (var line : Files.readAllLines(file)) {
      if (changes.keySet().stream().noneMatch(it -> isOf(it, line))) {
        lines.add(line);
      }
    }
    changes.forEach((setting, value) -> {
      if (!value.isEmpty()) {
        lines.add(setting.key() + "=" + value);
      }
    });
    write(lines);
  }

  private static boolean isOf(Setting setting, String line) {
    return line.strip().matches(setting.key().replace(".", "\\.") + "\\s*[=:\\s].*");
  }

  private void write(List<String> lines) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      var text =
          ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    try (var folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
