package io.voicepost.gateway.publish;

import io.voicepost.gateway.microblog.Posting;
import io.voicepost.gateway.spool.CallId;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.storage.Post;
import io.voicepost.storage.RecordingId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Tells whoever made a call what became of its messages, and of no others: from the spool of the
/// gateway that took it, beside which it may run. Safe for many threads.
public final class CallMessages {
  /// What a message became.
  public sealed interface Fate {
    record OnItsWay() implements Fate {}

    /// Posted, or a draft.
    record Posted(Post post) implements Fate {}

    /// It waits for somebody who lets it through.
    record Held(RecordingId recording) implements Fate {}

    /// Deleted, or in quarantine.
    record Gone() implements Fate {}
  }

  private final Path spool;
  private final Posting posting;

  /// @param spool the folder
  public CallMessages(Path spool, Posting posting) {
    this.spool = spool;
    this.posting = posting;
  }

  /// The messages of a call of the last day, oldest first.
  public List<Fate> of(CallId call) throws IOException {
    var fates = new ArrayList<Fate>();
    for (var message : Spool.ofCall(spool, call).entrySet()) {
      fates.add(fate(message.getKey(), message.getValue()));
    }
    return fates;
  }

  /// Whether more may become of a call's messages: there is none yet, or one is on its way.
  public static boolean isOpen(List<Fate> fates) {
    return fates.isEmpty() || fates.stream().anyMatch(Fate.OnItsWay.class::isInstance);
  }

  private Fate fate(RecordingId recording, boolean onItsWay) throws IOException {
    var post = posting.find(recording);
    if (post.isPresent()) {
      return new Fate.Posted(post.get());
    }
    if (posting.isHeld(recording)) {
      return new Fate.Held(recording);
    }
    return onItsWay ? new Fate.OnItsWay() : new Fate.Gone();
  }
}
