package io.voicepost.gateway.config;

import io.voicepost.gateway.spool.SharedFiles;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of a gateway's data: nobody else on the machine looks into it, whatever modes an
/// older version or another tool left there.
public final class DataFolder extends SimpleFileVisitor<Path> {
  private static final Logger log = LoggerFactory.getLogger(DataFolder.class);
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private final Path data;
  private final Path audio;
  private final boolean audioWasClosed;

  private DataFolder(Path data, Path audio) throws IOException {
    this.data = data;
    this.audio = audio;
    this.audioWasClosed = Files.isDirectory(audio) && isClosed(audio);
  }

  /// Makes the folder where it is missing, and takes it, and all that is in it, from everybody but
  /// its owner. What is shared with Asterisk (see [SharedFiles]) is left to those who share it:
  /// their group may pass through the folder on its way there, and see nothing on the way.
  ///
  /// @param audio a folder of many files: not looked through where it was closed already
  public static void close(Path data, Path audio) throws IOException {
    if (Files.notExists(data)) {
      SharedFiles.folder(data);
    }
    var mode = sharesSomething(data) ? "rwx--x---" : "rwx------";
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString(mode));
    Files.walkFileTree(data, new DataFolder(data, audio));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    if (SharedFiles.isShared(folder)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    if (!folder.equals(data)) {
      close(folder);
    }
    return folder.equals(audio) && audioWasClosed
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (!attributes.isSymbolicLink()) {
      close(file);
    }
    return FileVisitResult.CONTINUE;
  }

  /// Another user's folder, or a file that has just gone.
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException reason) {
    return FileVisitResult.CONTINUE;
  }

  private static boolean isClosed(Path path) throws IOException {
    return Files.getPosixFilePermissions(path).stream().noneMatch(OTHERS::contains);
  }

  private static void close(Path path) {
    try {
      if (!isClosed(path)) {
        var owners = EnumSet.copyOf(Files.getPosixFilePermissions(path));
        owners.removeAll(OTHERS);
        Files.setPosixFilePermissions(path, owners);
      }
    } catch (IOException e) {
      log.warn("data folder open to others path={} error=\"{}\"", path, e.toString());
    }
  }

  private static boolean sharesSomething(Path data) throws IOException {
    try (var inside = Files.newDirectoryStream(data, Files::isDirectory)) {
      for (var folder : inside) {
        if (SharedFiles.isShared(folder)) {
          return true;
        }
      }
    }
    return false;
  }
}
