package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.DRAFT_KEYS;
import static io.voicepost.gateway.speech.Prompt.DRAFT_OFFER;
import static io.voicepost.gateway.speech.Prompt.LAST_DRAFT;
import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;
import static io.voicepost.gateway.speech.Prompt.POSTED;
import static io.voicepost.gateway.speech.Prompt.POST_GONE;
import static io.voicepost.gateway.speech.Prompt.POST_UNPLAYABLE;
import static io.voicepost.gateway.speech.Prompt.THROWN_AWAY;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.PostRequest;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.replay.ReplayCache;
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

  /// What can be done with a draft.
  enum DraftChoice implements MenuChoice {
    POST('1'),
    HEAR('2'),
    NEXT('3'),
    THROW_AWAY('*'),
    GO_ON('#');

    private static final List<DraftChoice> ALL = List.of(values());

    private final char key;

    DraftChoice(char key) {
      this.key = key;
    }

    @Override
    public char key() {
      return key;
    }
  }

  /// What became of a draft.
  private enum Turn {
    DONE,
    NEXT,
    ON
  }

  private final CallSession session;
  private final Microblog microblog;
  private final ReplayCache replayCache;

  DraftMenu(CallSession session, Microblog microblog, ReplayCache replayCache) {
    this.session = session;
    this.microblog = microblog;
    this.replayCache = replayCache;
  }

  /// Offers the newest one, before the beep; who presses nothing goes on to speak.
  void offer() {
    var drafts = session.viewer().map(this::drafts).orElse(List.of());
    if (!drafts.isEmpty()) {
      var first = drafts.getFirst();
      var said = Utterance.of(DRAFT_OFFER);
      var turn = decided(first, Menu.chosen(session.ask(said, PATIENCE), DraftChoice.ALL), said);
      if (turn == Turn.NEXT) {
        through(drafts.subList(1, drafts.size()));
      }
    }
  }

  /// Goes through all of them, newest first.
  void open() {
    session.viewer().map(this::drafts).ifPresent(this::open);
  }

  private void open(List<Post> drafts) {
    if (!session.tell(session.composer().drafts(drafts.size())).isGone()) {
      through(drafts);
    }
  }

  private void through(List<Post> drafts) {
    var said = Utterance.of(DRAFT_KEYS);
    for (var draft : drafts) {
      if (decided(draft, Menu.choose(session, said, DraftChoice.ALL), said) == Turn.ON) {
        return;
      }
    }
    if (!drafts.isEmpty()) {
      session.tell(LAST_DRAFT);
    }
  }

  /// Does what is chosen, until that is about another draft or none. Who presses any other key goes
  /// on.
  ///
  /// @param again said after it was heard
  private Turn decided(Post draft, Optional<DraftChoice> first, Utterance again) {
    var choice = first;
    while (choice.isPresent()) {
      switch (choice.get()) {
        case POST -> {
          session.tell(posted(draft));
          return Turn.DONE;
        }
        case THROW_AWAY -> {
          session.tell(thrownAway(draft));
          return Turn.DONE;
        }
        case NEXT -> {
          return Turn.NEXT;
        }
        case HEAR -> choice = heard(draft, again);
        case GO_ON -> {
          return Turn.ON;
        }
      }
    }
    return Turn.ON;
  }

  private Optional<DraftChoice> heard(Post draft, Utterance again) {
    var result = played(draft);
    return result instanceof PromptResult.Finished
        ? Menu.choose(session, again, DraftChoice.ALL)
        : Menu.chosen(result, DraftChoice.ALL);
  }

  private List<Post> drafts(AccountId owner) {
    try {
      return microblog.postQueries().drafts(owner, Page.first(MOST)).stream()
          .filter(it -> it.voice().isPresent())
          .toList();
    } catch (IOException e) {
      log.warn("drafts not read account={} error=\"{}\"", owner, e.toString());
      return List.of();
    }
  }

  private PromptResult played(Post draft) {
    try (var playback =
        new PostPlayback(session, replayCache, draft.voice().orElseThrow(), Tempo.NORMAL)) {
      return playback.play();
    } catch (IOException | UnplayableAudioException e) {
      log.warn("draft not played post={} error=\"{}\"", draft.id(), e.toString());
      return session.say(POST_UNPLAYABLE);
    }
  }

  private Prompt posted(Post draft) {
    try {
      microblog.postCommands().publishDraft(draft.id(), request(draft));
      return POSTED;
    } catch (RefusedException e) {
      return POST_GONE;
    } catch (IOException e) {
      log.warn("draft not posted post={} error=\"{}\"", draft.id(), e.toString());
      return OUT_OF_ORDER;
    }
  }

  private PostRequest request(Post draft) throws IOException {
    var owner = draft.author().id();
    return new PostRequest(
        owner,
        draft.text(),
        draft.voice().map(Voice::recording),
        microblog.accounts().preferences(owner).visibility(),
        draft.replyTo().flatMap(Parent::post),
        Optional.empty());
  }

  private Prompt thrownAway(Post draft) {
    try {
      microblog.postCommands().delete(draft.id());
      return THROWN_AWAY;
    } catch (IOException e) {
      log.warn("draft not deleted post={} error=\"{}\"", draft.id(), e.toString());
      return OUT_OF_ORDER;
    }
  }
}
