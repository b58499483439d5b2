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
import io.voicepost.storage.Post;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest posts, one after the other, as far back as the caller wants to hear. Whoever has not
/// proved to be an account's owner hears what everybody may hear. For one thread.
final class ReelPlayer {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// So many posts in a row that cannot be played are not the posts' fault.
  private static final int MOST_FAILURES = 3;

  private static final Logger log = LoggerFactory.getLogger(ReelPlayer.class);

  private final Talk talk;
  private final Microblog microblog;
  private final PostPlayer player;

  ReelPlayer(Talk talk) {
    this.talk = talk;
    this.microblog = talk.parts().microblog();
    this.player = new PostPlayer(talk);
  }

  /// Whose eyes the caller sees with.
  static Optional<AccountId> viewer(Talk talk) {
    return talk.account().map(Account::id).filter(_ -> talk.isProved());
  }

  /// Whether the caller hears those they follow: an account's owner, on a line that has no subject
  /// of its own. The others hear the line.
  static boolean isOfFollowed(Talk talk) {
    return viewer(talk).isPresent() && talk.line().speech().tag().isEmpty();
  }

  /// Plays what those say and bring whom the caller follows, or what is new on the line.
  Step newest() {
    try {
      var viewer = viewer(talk);
      return viewer.isPresent() && isOfFollowed(talk) ? followed(viewer.get()) : line(viewer);
    } catch (IOException e) {
      log.warn("Nobody can say what there is to hear: {}", e.toString());
      return said(OUT_OF_ORDER);
    }
  }

  private Step followed(AccountId viewer) throws IOException {
    if (microblog.following().store().followees(viewer).isEmpty()) {
      return said(FOLLOWS_NOBODY);
    }
    var reel =
        new Reel(
            page -> microblog.reading().home(viewer, page),
            entry -> !entry.post().author().id().equals(viewer));
    return through(reel, NOBODY_SPOKE, LAST_POST);
  }

  private Step line(Optional<AccountId> viewer) throws IOException {
    var tag = talk.line().speech().tag();
    Reel.Source source =
        tag.isPresent()
            ? page -> microblog.reading().tagged(viewer, tag.get(), page)
            : page -> microblog.reading().everybody(viewer, page, true);
    return through(new Reel(source, _ -> true), LINE_EMPTY, LAST_POST);
  }

  /// Plays post by post until the caller has enough.
  ///
  /// @param none said where there is nothing
  /// @param last said after the last one
  Step through(Reel reel, Prompt none, Prompt last) throws IOException {
    var post = reel.next();
    if (post.isEmpty()) {
      return said(none);
    }
    if (isStar(hinted())) {
      return Step.MENU;
    }
    int failures = 0;
    while (!talk.isGone() && !talk.isTooLong()) {
      var turn = played(post.get());
      failures = turn == Turn.FAILED ? failures + 1 : 0;
      if (failures == MOST_FAILURES) {
        return said(OUT_OF_ORDER);
      }
      switch (turn) {
        case NEXT, FAILED -> {
          var next = reel.next();
          if (next.isEmpty() && !wantsAgain(last)) {
            return Step.MENU;
          }
          post = next.isPresent() ? next : post;
        }
        case PREVIOUS -> {
          var previous = reel.previous();
          if (previous.isEmpty() && isStar(talk.say(NEWEST_POST))) {
            return Step.MENU;
          }
          post = previous.isPresent() ? previous : post;
        }
        case MENU -> {
          return Step.MENU;
        }
        case LEAVE -> {
          return Step.LEAVE;
        }
      }
    }
    return Step.MENU;
  }

  private Heard hinted() {
    var heard = talk.say(LISTEN_HINT);
    return heard instanceof Heard.Pressed(char key) && key == '0'
        ? talk.say(LISTEN_KEYS, LISTEN_MORE_KEYS, LISTEN_LAST_KEYS)
        : heard;
  }

  private Turn played(Post post) throws IOException {
    var standing = microblog.reading().post(viewer(talk), post.id());
    return standing.isPresent() ? player.play(standing.get()) : player.gone();
  }

  private static boolean isStar(Heard heard) {
    return heard instanceof Heard.Pressed(char key) && key == '*';
  }

  /// After the last one, `1` plays it again.
  private boolean wantsAgain(Prompt last) {
    return talk.ask(Utterance.of(last), PATIENCE) instanceof Heard.Pressed(char key) && key == '1';
  }

  private Step said(Prompt prompt) {
    talk.tell(prompt);
    return Step.MENU;
  }
}
