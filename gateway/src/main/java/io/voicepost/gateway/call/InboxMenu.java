package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.LAST_REPLY;
import static io.voicepost.gateway.speech.Prompt.NEEDS_ACCOUNT;
import static io.voicepost.gateway.speech.Prompt.NOBODY_HEARD_YET;
import static io.voicepost.gateway.speech.Prompt.NO_POSTS_YET;
import static io.voicepost.gateway.speech.Prompt.NO_REPLIES;
import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Page;
import io.voicepost.storage.post.TimelineStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What became of the caller's own posts: how often the last one was heard and reposted, and what
/// others answered by voice. For an account's owner alone.
final class InboxMenu {
  private static final TimelineStore.Filter OWN_VOICES =
      new TimelineStore.Filter(true, true, true, Optional.empty());

  private static final Logger log = LoggerFactory.getLogger(InboxMenu.class);

  private final CallSession session;
  private final TimelinePlayer player;
  private final Microblog microblog;

  InboxMenu(CallSession session, TimelinePlayer player, Microblog microblog) {
    this.session = session;
    this.player = player;
    this.microblog = microblog;
  }

  NextStep open() {
    var owner = session.viewer();
    if (owner.isEmpty()) {
      session.tell(NEEDS_ACCOUNT);
      return NextStep.MENU;
    }
    try {
      return opened(owner.get());
    } catch (IOException e) {
      log.warn("inbox not read account={} error=\"{}\"", owner.get(), e.toString());
      session.tell(OUT_OF_ORDER);
      return NextStep.MENU;
    }
  }

  private NextStep opened(AccountId owner) throws IOException {
    var replies =
        new TimelineCursor(page -> microblog.postQueries().voiceAnswers(owner, page), _ -> true);
    var number = replies.size();
    var said = lastPost(owner);
    if (number.isPresent()) {
      said = said.then(session.composer().replies(number.getAsInt()));
    }
    boolean wantsMenu = PlaybackChoice.MENU.isPressed(session.say(said));
    if (wantsMenu || number.equals(OptionalInt.of(0))) {
      return NextStep.MENU;
    }
    return player.through(replies, NO_REPLIES, LAST_REPLY);
  }

  private Utterance lastPost(AccountId owner) throws IOException {
    var posts =
        microblog
            .postQueries()
            .account(Optional.of(owner), owner, OWN_VOICES, Page.first(1))
            .entries();
    if (posts.isEmpty()) {
      return Utterance.of(NO_POSTS_YET);
    }
    var last = posts.getFirst().post();
    var counts = microblog.stats(Optional.of(owner), List.of(last)).of(last);
    return counts.plays() == 0 && counts.reposts() == 0
        ? Utterance.of(NOBODY_HEARD_YET)
        : session.composer().lastPost(counts.plays(), counts.reposts());
  }
}
