package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.DRAFT_KEYS;
import static io.voicepost.gateway.speech.Prompt.DRAFT_OFFER;
import static io.voicepost.gateway.speech.Prompt.LAST_DRAFT;
import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;
import static io.voicepost.gateway.speech.Prompt.POSTED;
import static io.voicepost.gateway.speech.Prompt.POST_GONE;
import static io.voicepost.gateway.speech.Prompt.POST_UNPLAYABLE;
import static io.voicepost.gateway.speech.Prompt.THROWN_AWAY;

import io.voicepost.gateway.microblog.PostRequest;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Page;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.Voice;
import io.voicepost.transcoder.sound.Tempo;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The caller's unpublished messages, to be posted, heard or thrown away by key. Only for those who
/// are known to be the account's owner.
final class DraftMenu {
  private static final int MOST = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Logger log = LoggerFactory.getLogger(DraftMenu.class);

  /// What became of a draft.
  private enum Turn {
    DONE,
    NEXT,
    ON
  }

  private final CallSession session;
  private final AccountId account;

  private DraftMenu(CallSession session, AccountId account) {
    this.session = session;
    this.account = account;
  }

  /// Empty for those who have none to hear.
  static Optional<DraftMenu> of(CallSession session) {
    return session.isProved()
        ? session.account().map(it -> new DraftMenu(session, it.id()))
        : Optional.empty();
  }

  /// Offers the newest one, before the beep; who presses nothing goes on to speak.
  void offer() {
    var drafts = drafts();
    if (!drafts.isEmpty()) {
      var first = drafts.getFirst();
      var said = Utterance.of(DRAFT_OFFER);
      var turn = decided(first, session.ask(said, PATIENCE), said);
      if (turn == Turn.NEXT) {
        through(drafts.subList(1, drafts.size()));
      }
    }
  }

  /// Goes through all of them, newest first.
  void open() {
    var drafts = drafts();
    if (!session.tell(session.speaker().drafts(drafts.size())).isGone()) {
      through(drafts);
    }
  }

  private void through(List<Post> drafts) {
    var said = Utterance.of(DRAFT_KEYS);
    for (var draft : drafts) {
      if (decided(draft, session.choose(said, "123*#"), said) == Turn.ON) {
        return;
      }
    }
    if (!drafts.isEmpty()) {
      session.tell(LAST_DRAFT);
    }
  }

  /// @param again said after it was heard
  private Turn decided(Post draft, PromptResult first, Utterance again) {
    var result = first;
    while (result instanceof PromptResult.Pressed(char key)) {
      switch (key) {
        case '1' -> {
          session.tell(posted(draft));
          return Turn.DONE;
        }
        case '*' -> {
          session.tell(thrownAway(draft));
          return Turn.DONE;
        }
        case '3' -> {
          return Turn.NEXT;
        }
        case '2' -> {
          result = played(draft);
          if (result instanceof PromptResult.Finished) {
            result = session.choose(again, "123*#");
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
      return session.parts().microblog().postQueries().drafts(account, Page.first(MOST)).stream()
          .filter(it -> it.voice().isPresent())
          .toList();
    } catch (IOException e) {
      log.warn("drafts not read account={} error=\"{}\"", account, e.toString());
      return List.of();
    }
  }

  private PromptResult played(Post draft) {
    try (var table = new PostPlayback(session, draft.voice().orElseThrow(), Tempo.NORMAL)) {
      return table.play();
    } catch (IOException | UnplayableAudioException e) {
      log.warn("draft not played post={} error=\"{}\"", draft.id(), e.toString());
      return session.say(POST_UNPLAYABLE);
    }
  }

  private Prompt posted(Post draft) {
    try {
      session.parts().microblog().postCommands().publishDraft(draft.id(), wish(draft));
      return POSTED;
    } catch (RefusedException e) {
      return POST_GONE;
    } catch (IOException e) {
      log.warn("draft not posted post={} error=\"{}\"", draft.id(), e.toString());
      return OUT_OF_ORDER;
    }
  }

  private PostRequest wish(Post draft) throws IOException {
    return new PostRequest(
        account,
        draft.text(),
        draft.voice().map(Voice::recording),
        session.parts().microblog().accounts().preferences(account).visibility(),
        draft.replyTo().flatMap(Parent::post),
        Optional.empty());
  }

  private Prompt thrownAway(Post draft) {
    try {
      session.parts().microblog().postCommands().delete(draft.id());
      return THROWN_AWAY;
    } catch (IOException e) {
      log.warn("draft not deleted post={} error=\"{}\"", draft.id(), e.toString());
      return OUT_OF_ORDER;
    }
  }
}
