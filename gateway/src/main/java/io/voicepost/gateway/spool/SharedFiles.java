package io.voicepost.gateway.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Folders and files that Asterisk uses, too: never for others of the machine. They are their
/// owner's alone (0700, 0600), unless the folder around them is kept in a group (2770): where
/// Asterisk runs as a user of its own, they are that group's, too (2770, 0660).
public final class SharedFiles {
  private static final int SET_GROUP_AND_WRITE = 02020;
  private static final int OWN_FOLDER = 0700;
  private static final int SHARED_FOLDER = 02770;
  private static final int OWN_FILE = 0600;
  private static final int SHARED_FILE = 0660;

  private SharedFiles() {}

  /// Makes a folder, and those around it, where they are missing; closes it to others otherwise.
  public static Path folder(Path folder) throws IOException {
    var around = folder.toAbsolutePath().getParent();
    boolean shared = isShared(folder) || (around != null && isShared(around));
    if (around != null && Files.notExists(around)) {
      shared = isShared(folder(around));
    }
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException there) {
      if (!Files.isDirectory(folder)) {
        throw there;
      }
    }
    return mode(folder, shared ? SHARED_FOLDER : OWN_FOLDER);
  }

  /// Gives a file that was just made the mode of its folder.
  public static Path file(Path file) throws IOException {
    return mode(file, isShared(file.resolveSibling(".")) ? SHARED_FILE : OWN_FILE);
  }

  /// Whether a folder is kept in a group that may write there.
  public static boolean isShared(Path folder) throws IOException {
    return Files.isDirectory(folder)
        && (modeOf(folder) & SET_GROUP_AND_WRITE) == SET_GROUP_AND_WRITE;
  }

  /// Who owns it sets the mode; of what another made, Asterisk's own script has taken care.
  private static Path mode(Path path, int mode) throws IOException {
    if (modeOf(path) != mode) {
      Files.setAttribute(path, "unix:mode", mode);
    }
    return path;
  }

  private static int modeOf(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:mode") & 07777;
  }
}
