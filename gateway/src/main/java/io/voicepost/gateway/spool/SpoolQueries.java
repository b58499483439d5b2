package io.voicepost.gateway.spool;

import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What can be asked of a spool's folder beside the gateway that has it open.
public final class SpoolQueries {
  private static final List<String> ON_THEIR_WAY = List.of("recording", "captured");

  private SpoolQueries() {}

  /// The messages of one call, oldest first, and whether they are on their way; for a day. Costs
  /// what belongs to the call. Those that Asterisk recorded alone are not among them.
  public static Map<RecordingId, Boolean> ofCall(Path spool, CallId call) throws IOException {
    var found = new TreeMap<RecordingId, Boolean>();
    for (var name : SpoolFolders.names(spool.resolve(SpoolFolders.CALLS).resolve(call.hex()))) {
      SpoolFolders.STAGES.stream()
          .filter(stage -> Files.isDirectory(spool.resolve(stage).resolve(name)))
          .findFirst()
          .ifPresent(stage -> found.put(RecordingId.parse(name), ON_THEIR_WAY.contains(stage)));
    }
    return found;
  }

  /// Every number in the facts of messages that may still be published, for whoever wants to forget
  /// a secret.
  public static List<SealedNumber> sealedIn(Path spool) throws IOException {
    var found = new ArrayList<SealedNumber>();
    for (var stage : List.of("recording", "captured", "quarantine")) {
      for (var name : SpoolFolders.names(spool.resolve(stage))) {
        found.addAll(new MessageFolder(spool.resolve(stage).resolve(name)).sealedNumbers());
      }
    }
    return found;
  }

  /// Removes a confirmed message now, because its post was deleted.
  public static void forget(Path spool, RecordingId id) throws IOException {
    DurableFiles.remove(spool.resolve("posted").resolve(id.toString()));
  }
}
