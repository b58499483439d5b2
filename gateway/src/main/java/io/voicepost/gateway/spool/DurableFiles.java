package io.voicepost.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// The few file operations that survive a power cut: a write counts when the file is flushed, a
/// name when its folder is (fsync(2)).
final class DurableFiles {
  private DurableFiles() {}

  static void flush(Path fileOrFolder) throws IOException {
    try (var channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Writes a new file and flushes it; its folder is the caller's.
  static void write(Path file, byte[] content) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      SharedFiles.file(file);
      var buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /// Writes a file anew in one step, its folder included.
  static void rewrite(Path file, byte[] content) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    write(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    flush(folderOf(file));
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.getParent(), "every file of a spool is in a folder");
  }

  /// Moves a message's folder from one stage to another in one step, then flushes both stages. Can
  /// be repeated: what has moved is flushed.
  static void move(String name, Path from, Path to) throws IOException {
    var before = from.resolve(name);
    var after = to.resolve(name);
    if (Files.exists(before) || Files.notExists(after)) {
      Files.move(before, after, StandardCopyOption.ATOMIC_MOVE);
    }
    flush(to);
    flush(from);
  }

  /// Removes a message's folder with the files in it; none is no error.
  static void remove(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException gone) {
      return;
    }
    Files.deleteIfExists(folder);
  }
}
