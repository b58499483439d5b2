package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.DRAFT_KEYS;
import static io.voicepost.gateway.speech.Prompt.DRAFT_OFFER;
import static io.voicepost.gateway.speech.Prompt.LAST_DRAFT;
import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;
import static io.voicepost.gateway.speech.Prompt.POSTED;
import static io.voicepost.gateway.speech.Prompt.POST_GONE;
import static io.voicepost.gateway.speech.Prompt.POST_UNPLAYABLE;
import static io.voicepost.gateway.speech.Prompt.THROWN_AWAY;

import io.voicepost.gateway.microblog.PostWish;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Page;
import io.voicepost.storage.Parent;
import io.voicepost.storage.Post;
import io.voicepost.storage.Voice;
import io.voicepost.transcoder.Tempo;
import io.voicepost.transcoder.UnplayableAudioException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The caller's unpublished messages, to be posted, heard or thrown away by key. Only for those who
/// are known to be the account's owner.
final class Drafts {
  private static final int MOST = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Logger log = LoggerFactory.getLogger(Drafts.class);

  /// What became of a draft.
  private enum Turn {
    DONE,
    NEXT,
    ON
  }

  private final Talk talk;
  private final AccountId account;

  private Drafts(Talk talk, AccountId account) {
    this.talk = talk;
    this.account = account;
  }

  /// Empty for those who have none to hear.
  static Optional<Drafts> of(Talk talk) {
    return talk.isProved() ? talk.account().map(it -> new Drafts(talk, it.id())) : Optional.empty();
  }

  /// Offers the newest one, before the beep; who presses nothing goes on to speak.
  void offer() {
    var drafts = drafts();
    if (!drafts.isEmpty()) {
      var first = drafts.getFirst();
      var said = Utterance.of(DRAFT_OFFER);
      var turn = decided(first, talk.ask(said, PATIENCE), said);
      if (turn == Turn.NEXT) {
        through(drafts.subList(1, drafts.size()));
      }
    }
  }

  /// Goes through all of them, newest first.
  void open() {
    var drafts = drafts();
    if (!talk.tell(talk.speaker().drafts(drafts.size())).isGone()) {
      through(drafts);
    }
  }

  private void through(List<Post> drafts) {
    var said = Utterance.of(DRAFT_KEYS);
    for (var draft : drafts) {
      if (decided(draft, talk.choose(said, "123*#"), said) == Turn.ON) {
        return;
      }
    }
    if (!drafts.isEmpty()) {
      talk.tell(LAST_DRAFT);
    }
  }

  /// @param again said after it was heard
  private Turn decided(Post draft, Heard first, Utterance again) {
    var heard = first;
    while (heard instanceof Heard.Pressed(char key)) {
      switch (key) {
        case '1' -> {
          talk.tell(posted(draft));
          return Turn.DONE;
        }
        case '*' -> {
          talk.tell(thrownAway(draft));
          return Turn.DONE;
        }
        case '3' -> {
          return Turn.NEXT;
        }
        case '2' -> {
          heard = played(draft);
          if (heard instanceof Heard.Finished) {
            heard = talk.choose(again, "123*#");
          }
        }
        default -> {
          return Turn.ON;
        }
      }
    }
    return Turn.ON;
  }

  private List<Post> drafts() {
    try {
      return talk.parts().microblog().reading().drafts(account, Page.first(MOST)).stream()
          .filter(it -> it.voice().isPresent())
          .toList();
    } catch (IOException e) {
      log.warn("Nobody can say what drafts there are: {}", e.toString());
      return List.of();
    }
  }

  private Heard played(Post draft) {
    try (var table = new Turntable(talk, draft.voice().orElseThrow(), Tempo.NORMAL)) {
      return table.play();
    } catch (IOException | UnplayableAudioException e) {
      log.warn("A draft cannot be played: {}", e.toString());
      return talk.say(POST_UNPLAYABLE);
    }
  }

  private Prompt posted(Post draft) {
    try {
      talk.parts().microblog().posting().publishDraft(draft.id(), wish(draft));
      return POSTED;
    } catch (RefusedException e) {
      return POST_GONE;
    } catch (IOException e) {
      log.warn("A draft is not posted: {}", e.toString());
      return OUT_OF_ORDER;
    }
  }

  private PostWish wish(Post draft) throws IOException {
    return new PostWish(
        account,
        draft.text(),
        draft.voice().map(Voice::recording),
        talk.parts().microblog().accounts().preferences(account).visibility(),
        draft.replyTo().flatMap(Parent::post),
        Optional.empty());
  }

  private Prompt thrownAway(Post draft) {
    try {
      talk.parts().microblog().posting().delete(draft.id());
      return THROWN_AWAY;
    } catch (IOException e) {
      log.warn("A draft is still there: {}", e.toString());
      return OUT_OF_ORDER;
    }
  }
}
