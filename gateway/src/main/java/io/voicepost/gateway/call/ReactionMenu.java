package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.FOLLOWED;
import static io.voicepost.gateway.speech.Prompt.FOLLOW_ASKED;
import static io.voicepost.gateway.speech.Prompt.LIKED;
import static io.voicepost.gateway.speech.Prompt.NEEDS_ACCOUNT;
import static io.voicepost.gateway.speech.Prompt.NOT_POSSIBLE;
import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;
import static io.voicepost.gateway.speech.Prompt.OWN_POST;
import static io.voicepost.gateway.speech.Prompt.REPOSTED;
import static io.voicepost.gateway.speech.Prompt.REPOST_UNDONE;
import static io.voicepost.gateway.speech.Prompt.UNFOLLOWED;
import static io.voicepost.gateway.speech.Prompt.UNLIKED;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.Reactions;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a listener can do to a post with one key, and take back with the same. In nobody's name but
/// that of who proved to be it. Each gives what is to be said of it.
final class ReactionMenu {
  private static final Logger log = LoggerFactory.getLogger(ReactionMenu.class);

  private final CallSession session;
  private final Microblog microblog;

  /// One thing to do.
  private interface Reaction {
    Prompt by(AccountId who) throws IOException, RefusedException;
  }

  ReactionMenu(CallSession session, Microblog microblog) {
    this.session = session;
    this.microblog = microblog;
  }

  Prompt like(Post post) {
    return done(who -> {
      if (marks(who, post).liked()) {
        microblog.reactionCommands().unlike(who, post);
        return UNLIKED;
      }
      microblog.reactionCommands().like(who, post);
      return LIKED;
    });
  }

  Prompt repost(Post post) {
    return done(who -> {
      if (marks(who, post).reposted()) {
        microblog.reactionCommands().unrepost(who, post);
        return REPOST_UNDONE;
      }
      microblog.reactionCommands().repost(who, post, Visibility.PUBLIC);
      return REPOSTED;
    });
  }

  /// Follows who speaks in a post.
  Prompt follow(Post post) {
    return done(who -> {
      var speaker = post.author();
      if (speaker.id().equals(who)) {
        return OWN_POST;
      }
      var standing = microblog.followCommands().store().between(who, speaker.id());
      if (standing.following() || standing.requested()) {
        microblog.followCommands().unfollow(who, speaker.id());
        return UNFOLLOWED;
      }
      microblog.followCommands().follow(who, speaker, FollowStore.FollowOptions.USUAL);
      return speaker.profile().locked() ? FOLLOW_ASKED : FOLLOWED;
    });
  }

  private Reactions marks(AccountId who, Post post) throws IOException {
    return microblog
        .reactionCommands()
        .store()
        .reactions(who, List.of(post.id()))
        .getOrDefault(post.id(), Reactions.NONE);
  }

  private Prompt done(Reaction reaction) {
    if (session.account().isEmpty()) {
      return NEEDS_ACCOUNT;
    }
    if (!session.isProved()) {
      return NOT_POSSIBLE;
    }
    var account = session.account().get().id();
    try {
      return reaction.by(account);
    } catch (RefusedException e) {
      return NOT_POSSIBLE;
    } catch (IOException e) {
      log.warn("reaction failed account={} error=\"{}\"", account, e.toString());
      return OUT_OF_ORDER;
    }
  }
}
