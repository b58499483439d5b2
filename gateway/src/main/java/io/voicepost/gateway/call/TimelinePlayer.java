package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.FOLLOWS_NOBODY;
import static io.voicepost.gateway.speech.Prompt.LAST_POST;
import static io.voicepost.gateway.speech.Prompt.LINE_EMPTY;
import static io.voicepost.gateway.speech.Prompt.LISTEN_HINT;
import static io.voicepost.gateway.speech.Prompt.LISTEN_KEYS;
import static io.voicepost.gateway.speech.Prompt.LISTEN_LAST_KEYS;
import static io.voicepost.gateway.speech.Prompt.LISTEN_MORE_KEYS;
import static io.voicepost.gateway.speech.Prompt.NEWEST_POST;
import static io.voicepost.gateway.speech.Prompt.NOBODY_SPOKE;
import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.post.Post;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest posts, one after the other, as far back as the caller wants to hear. Whoever has not
/// proved to be an account's owner hears what everybody may hear. For one thread.
final class TimelinePlayer {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// So many posts in a row that cannot be played are not the posts' fault.
  private static final int MOST_FAILURES = 3;

  private static final Logger log = LoggerFactory.getLogger(TimelinePlayer.class);

  private final CallSession session;
  private final Microblog microblog;
  private final PostPlayer player;

  TimelinePlayer(CallSession session) {
    this.session = session;
    this.microblog = session.parts().microblog();
    this.player = new PostPlayer(session);
  }

  /// Whose eyes the caller sees with.
  static Optional<AccountId> viewer(CallSession session) {
    return session.account().map(Account::id).filter(_ -> session.isProved());
  }

  /// Whether the caller hears those they follow: an account's owner, on a line that has no subject
  /// of its own. The others hear the line.
  static boolean isOfFollowed(CallSession session) {
    return viewer(session).isPresent() && session.line().speech().tag().isEmpty();
  }

  /// Plays what those say and bring whom the caller follows, or what is new on the line.
  NextStep newest() {
    try {
      var viewer = viewer(session);
      return viewer.isPresent() && isOfFollowed(session) ? followed(viewer.get()) : line(viewer);
    } catch (IOException e) {
      log.warn("timeline not read line={} error=\"{}\"", session.line().number(), e.toString());
      return said(OUT_OF_ORDER);
    }
  }

  private NextStep followed(AccountId viewer) throws IOException {
    if (microblog.followCommands().store().followees(viewer).isEmpty()) {
      return said(FOLLOWS_NOBODY);
    }
    var cursor =
        new TimelineCursor(
            page -> microblog.postQueries().home(viewer, page),
            entry -> !entry.post().author().id().equals(viewer));
    return through(cursor, NOBODY_SPOKE, LAST_POST);
  }

  private NextStep line(Optional<AccountId> viewer) throws IOException {
    var tag = session.line().speech().tag();
    TimelineCursor.Source source =
        tag.isPresent()
            ? page -> microblog.postQueries().tagged(viewer, tag.get(), page)
            : page -> microblog.postQueries().everybody(viewer, page, true);
    return through(new TimelineCursor(source, _ -> true), LINE_EMPTY, LAST_POST);
  }

  /// Plays post by post until the caller has enough.
  ///
  /// @param none said where there is nothing
  /// @param last said after the last one
  NextStep through(TimelineCursor cursor, Prompt none, Prompt last) throws IOException {
    var post = cursor.next();
    if (post.isEmpty()) {
      return said(none);
    }
    if (isStar(hinted())) {
      return NextStep.MENU;
    }
    int failures = 0;
    while (!session.isGone() && !session.isTooLong()) {
      var turn = played(post.get());
      failures = turn == NextPost.FAILED ? failures + 1 : 0;
      if (failures == MOST_FAILURES) {
        return said(OUT_OF_ORDER);
      }
      switch (turn) {
        case NEXT, FAILED -> {
          var next = cursor.next();
          if (next.isEmpty() && !wantsAgain(last)) {
            return NextStep.MENU;
          }
          post = next.isPresent() ? next : post;
        }
        case PREVIOUS -> {
          var previous = cursor.previous();
          if (previous.isEmpty() && isStar(session.say(NEWEST_POST))) {
            return NextStep.MENU;
          }
          post = previous.isPresent() ? previous : post;
        }
        case MENU -> {
          return NextStep.MENU;
        }
        case LEAVE -> {
          return NextStep.LEAVE;
        }
      }
    }
    return NextStep.MENU;
  }

  private PromptResult hinted() {
    var result = session.say(LISTEN_HINT);
    return result instanceof PromptResult.Pressed(char key) && key == '0'
        ? session.say(LISTEN_KEYS, LISTEN_MORE_KEYS, LISTEN_LAST_KEYS)
        : result;
  }

  private NextPost played(Post post) throws IOException {
    var standing = microblog.postQueries().post(viewer(session), post.id());
    return standing.isPresent() ? player.play(standing.get()) : player.gone();
  }

  private static boolean isStar(PromptResult result) {
    return result instanceof PromptResult.Pressed(char key) && key == '*';
  }

  /// After the last one, `1` plays it again.
  private boolean wantsAgain(Prompt last) {
    return session.ask(Utterance.of(last), PATIENCE) instanceof PromptResult.Pressed(char key)
        && key == '1';
  }

  private NextStep said(Prompt prompt) {
    session.tell(prompt);
    return NextStep.MENU;
  }
}
