package io.voicepost.gateway.publish;

import io.voicepost.gateway.microblog.PostCommands;
import io.voicepost.gateway.spool.CallId;
import io.voicepost.gateway.spool.SpoolQueries;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.Post;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Tells whoever made a call what became of its messages, and of no others: from the spool of the
/// gateway that took it, beside which it may run. Safe for many threads.
public final class CallMessages {
  /// What a message became.
  public sealed interface MessageState {
    record OnItsWay() implements MessageState {}

    /// Posted, or a draft.
    record Posted(Post post) implements MessageState {}

    /// It waits for somebody who lets it through.
    record Held(RecordingId recording) implements MessageState {}

    /// Deleted, or in quarantine.
    record Gone() implements MessageState {}
  }

  private final Path spool;
  private final PostCommands postCommands;

  /// @param spool the folder
  public CallMessages(Path spool, PostCommands postCommands) {
    this.spool = spool;
    this.postCommands = postCommands;
  }

  /// The messages of a call of the last day, oldest first.
  public List<MessageState> of(CallId call) throws IOException {
    var fates = new ArrayList<MessageState>();
    for (var message : SpoolQueries.ofCall(spool, call).entrySet()) {
      fates.add(fate(message.getKey(), message.getValue()));
    }
    return fates;
  }

  /// Whether more may become of a call's messages: there is none yet, or one is on its way.
  public static boolean isOpen(List<MessageState> fates) {
    return fates.isEmpty() || fates.stream().anyMatch(MessageState.OnItsWay.class::isInstance);
  }

  private MessageState fate(RecordingId recording, boolean onItsWay) throws IOException {
    var post = postCommands.find(recording);
    if (post.isPresent()) {
      return new MessageState.Posted(post.get());
    }
    if (postCommands.isHeld(recording)) {
      return new MessageState.Held(recording);
    }
    return onItsWay ? new MessageState.OnItsWay() : new MessageState.Gone();
  }
}
