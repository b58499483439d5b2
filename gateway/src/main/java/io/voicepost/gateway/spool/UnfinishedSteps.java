package io.voicepost.gateway.spool;

import io.voicepost.storage.RecordingId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What the disk refused to do with captured messages when their calls were over. Safe for many
/// threads.
final class UnfinishedSteps {
  private final Map<RecordingId, DiskStep> steps = new ConcurrentHashMap<>();

  interface DiskStep {
    void run() throws IOException;
  }

  /// Does the last step of a message; one that is refused is kept for [#runAll].
  void run(RecordingId id, DiskStep step) throws IOException {
    try {
      step.run();
      steps.remove(id);
    } catch (IOException | RuntimeException e) {
      later(id, () -> run(id, step));
      throw e;
    }
  }

  void later(RecordingId id, DiskStep step) {
    steps.put(id, step);
  }

  /// @throws IOException if some were refused again; the others are done
  void runAll() throws IOException {
    var refused = new IOException("the disk refuses again what a call left to do");
    for (var step : List.copyOf(steps.values())) {
      try {
        step.run();
      } catch (IOException | RuntimeException e) {
        refused.addSuppressed(e);
      }
    }
    if (refused.getSuppressed().length > 0) {
      throw refused;
    }
  }
}
