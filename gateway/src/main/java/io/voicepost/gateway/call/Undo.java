package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.NOTHING_TO_TAKE_DOWN;
import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;
import static io.voicepost.gateway.speech.Prompt.TAKEN_DOWN;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.Page;
import io.voicepost.storage.Post;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.TimelineStore;
import io.voicepost.storage.Voice;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes down what was posted a moment ago.
final class Undo {
  /// How long after a post a call may still take it down.
  static final Duration WINDOW = Duration.ofMinutes(10);

  private static final TimelineStore.Filter OWN_VOICES =
      new TimelineStore.Filter(false, true, true, Optional.empty());

  private static final Logger log = LoggerFactory.getLogger(Undo.class);

  private Undo() {}

  /// The caller's last post in voice, if it is recent enough and it is known that it is theirs.
  static Optional<Post> candidate(Talk talk) {
    var account = talk.account();
    if (account.isEmpty() || !talk.isProved()) {
      return Optional.empty();
    }
    try {
      return last(talk, account.get().id())
          .filter(post -> !post.postedAt().plus(WINDOW).isBefore(talk.now()));
    } catch (IOException e) {
      log.warn("Nobody is offered to take a post down: {}", e.toString());
      return Optional.empty();
    }
  }

  private static Optional<Post> last(Talk talk, AccountId account) throws IOException {
    return talk
        .parts()
        .microblog()
        .reading()
        .account(Optional.of(account), account, OWN_VOICES, Page.first(1))
        .entries()
        .stream()
        .map(it -> it.post())
        .findFirst();
  }

  /// Takes a message down, posted already or on its way, and says so.
  ///
  /// @return whether it is gone
  static boolean takeDown(Talk talk, RecordingId recording) {
    try {
      boolean there = talk.parts().microblog().posting().withdraw(recording);
      talk.tell(there ? TAKEN_DOWN : NOTHING_TO_TAKE_DOWN);
      return true;
    } catch (IOException e) {
      log.error("{} is not taken down.", recording, e);
      talk.tell(OUT_OF_ORDER);
      return false;
    }
  }

  /// Takes the caller's last post down, if there is one, and says what became of it.
  static void last(Talk talk) {
    var recording = candidate(talk).flatMap(Post::voice).map(Voice::recording);
    if (recording.isPresent()) {
      takeDown(talk, recording.get());
    } else {
      talk.tell(NOTHING_TO_TAKE_DOWN);
    }
  }
}
