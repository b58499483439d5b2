package io.voicepost.gateway.microblog;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Mention;
import io.voicepost.storage.post.Notification;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.Voice;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What follows from a post that came, changed or went: it is announced, and those whom it concerns
/// are told. Drafts concern nobody.
final class PostEvents {
  private static final Logger log = LoggerFactory.getLogger(PostEvents.class);

  private final FollowStore follows;
  private final Notifier notifier;
  private final Announcements announcements;

  PostEvents(FollowStore follows, Notifier notifier, Announcements announcements) {
    this.follows = follows;
    this.notifier = notifier;
    this.announcements = announcements;
  }

  Optional<Post> posted(Optional<Post> made) {
    made.filter(post -> post.visibility() != Visibility.DRAFT)
        .ifPresent(post -> {
          announcements.announce(new Announcement.Posted(post));
          tell(post);
        });
    return made;
  }

  Optional<Post> edited(Optional<Post> changed) {
    changed
        .filter(post -> post.visibility() != Visibility.DRAFT)
        .ifPresent(post -> {
          announcements.announce(new Announcement.Edited(post));
          tell(post);
        });
    return changed;
  }

  void deleted(Post post) {
    var recording = post.voice().map(Voice::recording);
    announcements.announce(new Announcement.Deleted(post.id(), recording, Readers.of(post)));
  }

  void discarded(RecordingId recording) {
    announcements.announce(new Announcement.Discarded(recording));
  }

  /// Those who are named or answered, then those who want to hear of each post.
  private void tell(Post post) {
    var author = post.author().id();
    var told = new HashSet<AccountId>();
    post.mentions().stream().map(Mention::account).forEach(told::add);
    post.replyTo().map(Parent::author).ifPresent(told::add);
    told.forEach(it -> notifier.tell(it, Notification.Type.MENTION, author, Optional.of(post)));
    for (var it : attentive(post)) {
      if (!told.contains(it)) {
        notifier.tell(it, Notification.Type.POST, author, Optional.of(post));
      }
    }
  }

  private Iterable<AccountId> attentive(Post post) {
    try {
      return follows.attentive(post.author().id());
    } catch (IOException e) {
      log.warn("announce failed post={} error=\"{}\"", post.id(), e.toString());
      return Set.of();
    }
  }
}
