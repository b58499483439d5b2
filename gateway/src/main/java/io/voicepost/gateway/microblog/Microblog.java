package io.voicepost.gateway.microblog;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.HeldMessage;
import io.voicepost.storage.Post;
import io.voicepost.storage.PostId;
import io.voicepost.storage.PostStore;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.Voice;
import io.voicepost.storage.audio.AudioStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Accounts and posts, and what can be done with them. Safe for many threads; `IOException` means
/// that nothing happened and that it may be tried again.
public final class Microblog {
  private final AccountStore accounts;
  private final PostStore posts;
  private final AudioStore audio;
  private final Clock clock;
  private final Announcements announcements = new Announcements();

  public Microblog(AccountStore accounts, PostStore posts, AudioStore audio, Clock clock) {
    this.accounts = accounts;
    this.posts = posts;
    this.audio = audio;
    this.clock = clock;
  }

  /// What happens here, as it happens.
  public Announcements announcements() {
    return announcements;
  }

  /// Publishes a recording whose renditions are stored; repeating it changes nothing. Empty where
  /// the recording was deleted or is held.
  public Optional<Post> publish(
      RecordingId recording, AccountId author, Voice voice, Instant postedAt) throws IOException {
    var post = posts.publish(recording, author, voice, postedAt);
    post.ifPresent(it -> announcements.announce(new Announcement.Posted(it)));
    return post;
  }

  /// Keeps a recording whose renditions are stored until its owner proves who they are; repeating
  /// it changes nothing.
  public Optional<HeldMessage> hold(
      RecordingId recording, Optional<SealedPhone> phone, Voice voice, Instant heldAt)
      throws IOException {
    return posts.hold(recording, phone, voice, heldAt);
  }

  /// Gives a held message to an account and publishes it; empty if no such message is held.
  public Optional<Post> give(RecordingId recording, AccountId author) throws IOException {
    var post = posts.give(recording, author, clock.instant());
    post.ifPresent(it -> announcements.announce(new Announcement.Posted(it)));
    return post;
  }

  /// Deletes a post or a held message with its audio; `false` if there is none. The audio goes
  /// first, so that whatever stops this half-way, `IOException` or crash, leaves something to call
  /// it on again.
  public boolean delete(RecordingId recording) throws IOException {
    var voice = posts.byRecording(recording).map(Post::voice);
    if (voice.isEmpty()) {
      voice = posts.heldMessage(recording).map(HeldMessage::voice);
    }
    if (voice.isEmpty()) {
      return false;
    }
    for (var rendition : voice.get().renditions()) {
      audio.delete(rendition.key());
    }
    posts.delete(recording);
    announcements.announce(new Announcement.Deleted(recording));
    return true;
  }

  public Optional<Account> account(Handle handle) throws IOException {
    return accounts.byHandle(handle);
  }

  public Optional<Post> post(PostId id) throws IOException {
    return posts.byId(id);
  }

  public Optional<Post> post(RecordingId recording) throws IOException {
    return posts.byRecording(recording);
  }

  /// See [PostStore#publicTimeline].
  public List<Post> publicTimeline(Optional<PostId> before, int limit) throws IOException {
    return posts.publicTimeline(before, limit);
  }

  /// See [PostStore#accountTimeline].
  public List<Post> accountTimeline(AccountId author, Optional<PostId> before, int limit)
      throws IOException {
    return posts.accountTimeline(author, before, limit);
  }

  /// See [PostStore#newerThan].
  public List<Post> newerThan(PostId after, int limit) throws IOException {
    return posts.newerThan(after, limit);
  }

  public long postsOf(AccountId author) throws IOException {
    return posts.countOf(author);
  }

  /// See [PostStore#held].
  public List<HeldMessage> held(Optional<RecordingId> after, int limit) throws IOException {
    return posts.held(after, limit);
  }

  public Optional<HeldMessage> heldMessage(RecordingId recording) throws IOException {
    return posts.heldMessage(recording);
  }
}
