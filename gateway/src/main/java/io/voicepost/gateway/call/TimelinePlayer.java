package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.FOLLOWS_NOBODY;
import static io.voicepost.gateway.speech.Prompt.LAST_POST;
import static io.voicepost.gateway.speech.Prompt.LINE_EMPTY;
import static io.voicepost.gateway.speech.Prompt.LISTEN_HINT;
import static io.voicepost.gateway.speech.Prompt.NEWEST_POST;
import static io.voicepost.gateway.speech.Prompt.NOBODY_SPOKE;
import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.Utterance;
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
  private final PostPlayer player;
  private final Microblog microblog;

  TimelinePlayer(CallSession session, PostPlayer player, Microblog microblog) {
    this.session = session;
    this.player = player;
    this.microblog = microblog;
  }

  /// Whether the caller hears those they follow: an account's owner, on a line that has no subject
  /// of its own. The others hear the line.
  boolean isOfFollowed() {
    return session.viewer().isPresent() && session.line().speech().tag().isEmpty();
  }

  /// Plays what those say and bring whom the caller follows, or what is new on the line.
  NextStep newest() {
    try {
      var viewer = session.viewer();
      return viewer.isPresent() && isOfFollowed() ? followed(viewer.get()) : line(viewer);
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
    player.resetTempo();
    var post = cursor.next();
    if (post.isEmpty()) {
      return said(none);
    }
    return PlaybackChoice.MENU.isPressed(hinted()) ? NextStep.MENU : from(post.get(), cursor, last);
  }

  private NextStep from(Post first, TimelineCursor cursor, Prompt last) throws IOException {
    var post = first;
    int failures = 0;
    while (!session.isGone() && !session.isTooLong()) {
      var turn = played(post);
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
          post = next.orElse(post);
        }
        case PREVIOUS -> {
          var previous = cursor.previous();
          if (previous.isEmpty() && PlaybackChoice.MENU.isPressed(session.say(NEWEST_POST))) {
            return NextStep.MENU;
          }
          post = previous.orElse(post);
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
    return PlaybackChoice.KEYS.isPressed(result) ? session.say(PostPlayer.KEYS) : result;
  }

  private NextPost played(Post post) throws IOException {
    var standing = microblog.postQueries().post(session.viewer(), post.id());
    return standing.isPresent() ? player.play(standing.get()) : player.gone();
  }

  /// After the last one, the key to the previous one plays it again.
  private boolean wantsAgain(Prompt last) {
    return PlaybackChoice.PREVIOUS.isPressed(session.ask(Utterance.of(last), PATIENCE));
  }

  private NextStep said(Prompt prompt) {
    session.tell(prompt);
    return NextStep.MENU;
  }
}
