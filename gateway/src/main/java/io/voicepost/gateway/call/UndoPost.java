package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.NOTHING_TO_TAKE_DOWN;
import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;
import static io.voicepost.gateway.speech.Prompt.TAKEN_DOWN;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Page;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.TimelineStore;
import io.voicepost.storage.post.Voice;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes down what was posted a moment ago. For one call.
final class UndoPost {
  /// How long after a post a call may still take it down.
  static final Duration WINDOW = Duration.ofMinutes(10);

  private static final TimelineStore.Filter OWN_VOICES =
      new TimelineStore.Filter(false, true, true, Optional.empty());

  private static final Logger log = LoggerFactory.getLogger(UndoPost.class);

  private final CallSession session;
  private final Microblog microblog;

  UndoPost(CallSession session, Microblog microblog) {
    this.session = session;
    this.microblog = microblog;
  }

  /// The caller's last post in voice, if it is recent enough and it is known that it is theirs.
  Optional<Post> candidate() {
    var owner = session.viewer();
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    try {
      return last(owner.get())
          .filter(post -> !post.postedAt().plus(WINDOW).isBefore(session.now()));
    } catch (IOException e) {
      log.warn("last post not read account={} error=\"{}\"", owner.get(), e.toString());
      return Optional.empty();
    }
  }

  private Optional<Post> last(AccountId account) throws IOException {
    return microblog
        .postQueries()
        .account(Optional.of(account), account, OWN_VOICES, Page.first(1))
        .entries()
        .stream()
        .map(it -> it.post())
        .findFirst();
  }

  /// Takes a message down, posted already or on its way, and says so.
  ///
  /// @return whether it is gone
  boolean takeDown(RecordingId recording) {
    try {
      boolean there = microblog.postCommands().withdraw(recording);
      session.tell(there ? TAKEN_DOWN : NOTHING_TO_TAKE_DOWN);
      return true;
    } catch (IOException e) {
      log.error("post withdrawal failed recording={}", recording, e);
      session.tell(OUT_OF_ORDER);
      return false;
    }
  }

  /// Takes the caller's last post down, if there is one, and says what became of it.
  void takeDownLast() {
    var recording = candidate().flatMap(Post::voice).map(Voice::recording);
    if (recording.isPresent()) {
      takeDown(recording.get());
    } else {
      session.tell(NOTHING_TO_TAKE_DOWN);
    }
  }
}
