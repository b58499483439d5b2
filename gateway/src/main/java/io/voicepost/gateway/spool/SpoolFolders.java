package io.voicepost.gateway.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the stages of a spool are; what they mean says the package.
record SpoolFolders(
    Path recording, Path captured, Path posted, Path quarantine, Path fallback, Path calls) {
  static final String CALLS = "calls";

  /// In the order in which a message goes through them.
  static final List<String> STAGES = List.of("recording", "captured", "quarantine", "posted");

  /// Makes those that are missing.
  static SpoolFolders create(Path spool) throws IOException {
    return new SpoolFolders(
        SharedFiles.folder(spool.resolve("recording")),
        SharedFiles.folder(spool.resolve("captured")),
        SharedFiles.folder(spool.resolve("posted")),
        SharedFiles.folder(spool.resolve("quarantine")),
        SharedFiles.folder(spool.resolve("fallback")),
        SharedFiles.folder(spool.resolve(CALLS)));
  }

  /// The messages of a stage, oldest first: their ids sort by time. None where there is no stage.
  static List<String> names(Path stage) throws IOException {
    if (Files.notExists(stage)) {
      return List.of();
    }
    try (var entries = Files.list(stage)) {
      return entries.filter(Files::isDirectory).map(it -> it.toFile().getName()).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
