package io.voicepost.gateway.microblog;

import io.voicepost.gateway.microblog.RefusedException.Reason;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.HeldMessage;
import io.voicepost.storage.post.NewPost;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostIndex;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.PostText;
import io.voicepost.storage.post.Voice;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// How posts come, change and go. Safe for many threads; `IOException` means that nothing happened
/// and that it may be tried again.
public final class PostCommands {
  private final PostStore posts;
  private final AccountStore accounts;
  private final AudioRemoval removal;
  private final PostEvents postEvents;
  private final Clock clock;

  PostCommands(
      PostStore posts,
      AccountStore accounts,
      AudioRemoval removal,
      PostEvents postEvents,
      Clock clock) {
    this.posts = posts;
    this.accounts = accounts;
    this.removal = removal;
    this.postEvents = postEvents;
    this.clock = clock;
  }

  /// Publishes a voice whose renditions are stored, as the author's preferences say; repeating it
  /// changes nothing. Empty where the recording was deleted, is held or is another account's, and
  /// where what it answers is gone.
  public Optional<Post> publish(VoiceMessage voiceMessage, Instant postedAt) throws IOException {
    var visibility = accounts.preferences(voiceMessage.author()).visibility();
    return postEvents.posted(posts.publish(made(voiceMessage, visibility, postedAt)));
  }

  /// Keeps a voice whose renditions are stored as a draft of its author; repeating it changes
  /// nothing. Empty as in [#publish].
  public Optional<Post> draft(VoiceMessage voiceMessage, Instant at) throws IOException {
    return posts.publish(made(voiceMessage, Visibility.DRAFT, at));
  }

  private NewPost made(VoiceMessage voiceMessage, Visibility visibility, Instant at)
      throws IOException {
    return new NewPost(
        voiceMessage.author(),
        Optional.of(voiceMessage.voice()),
        voiceMessage.text(),
        index(voiceMessage.text()),
        visibility,
        voiceMessage.replyTo(),
        Optional.empty(),
        at);
  }

  /// Takes back what its caller left, however far it has come: what is not posted yet never is.
  /// `false` where there is nothing to take back any more.
  public boolean withdraw(RecordingId recording) throws IOException {
    if (posts.forbid(recording)) {
      postEvents.discarded(recording);
      return true;
    }
    var post = posts.byRecording(recording);
    return post.isPresent() ? delete(post.get().id()) : discard(recording);
  }

  /// Posts what somebody wrote, or recorded, on the web.
  ///
  /// @throws RefusedException if what it answers or its voice is not there
  public Post post(PostRequest request) throws RefusedException, IOException {
    var made = postEvents.posted(posts.publish(made(request)));
    if (made.isPresent()) {
      return made.get();
    }
    if (request.replyTo().isPresent() && posts.byId(request.replyTo().get()).isEmpty()) {
      throw new RefusedException(Reason.MISSING, "what it answers is gone");
    }
    // Another one's recording, or one that is gone: whoever knows its name does not own it.
    throw new RefusedException(Reason.INVALID, "its audio is not there");
  }

  /// What a request of `author` made before.
  public Optional<Post> made(AccountId author, String requestKey) throws IOException {
    return posts.byRequest(author, requestKey);
  }

  /// Publishes a draft with what `request` says of it.
  public Post publishDraft(PostId draft, PostRequest request) throws RefusedException, IOException {
    return postEvents
        .posted(posts.publishDraft(draft, made(request)))
        .orElseThrow(() -> new RefusedException(Reason.MISSING, "there is no such draft"));
  }

  private NewPost made(PostRequest request) throws RefusedException, IOException {
    var voice =
        request.voice().isPresent() ? posts.voice(request.voice().get()) : Optional.<Voice>empty();
    if (request.voice().isPresent() && voice.isEmpty()) {
      throw new RefusedException(Reason.INVALID, "its audio is not there");
    }
    check(request.text(), voice.isPresent());
    return new NewPost(
        request.author(),
        voice,
        request.text(),
        index(request.text()),
        request.visibility(),
        request.replyTo(),
        request.requestKey(),
        clock.instant());
  }

  private static void check(PostText text, boolean spoken) throws RefusedException {
    if (!spoken && text.caption().isBlank()) {
      throw new RefusedException(Reason.INVALID, "a post has a voice or a caption");
    }
    if (ParsedText.length(text.caption(), text.warning()) > PostText.MOST_CHARACTERS) {
      throw new RefusedException(
          Reason.INVALID, "a post has at most " + PostText.MOST_CHARACTERS + " characters");
    }
  }

  private PostIndex index(PostText text) throws IOException {
    var parsed = ParsedText.of(text.caption());
    var mentioned = new HashSet<AccountId>();
    for (var handle : parsed.handles()) {
      accounts.byHandle(handle).map(Account::id).ifPresent(mentioned::add);
    }
    return new PostIndex(parsed.tags(), mentioned);
  }

  /// Changes what is written in a post of `author`.
  public Post edit(AccountId author, PostId id, PostText text)
      throws RefusedException, IOException {
    var post = own(author, id);
    check(text, post.voice().isPresent());
    return postEvents
        .edited(posts.edit(id, text, index(text), clock.instant()))
        .orElseThrow(() -> missing());
  }

  /// Pins a post of `author` to their page, or takes it off.
  public void pin(AccountId author, PostId id, boolean pinned)
      throws RefusedException, IOException {
    if (own(author, id).visibility() == Visibility.DRAFT) {
      throw new RefusedException(Reason.INVALID, "a draft cannot be pinned");
    }
    posts.pin(id, pinned, clock.instant());
  }

  /// The post `id`, whoever may see it.
  public Optional<Post> find(PostId id) throws IOException {
    return posts.byId(id);
  }

  /// The post that a recording is heard in, whoever may see it.
  public Optional<Post> find(RecordingId recording) throws IOException {
    return posts.byRecording(recording);
  }

  public boolean isHeld(RecordingId recording) throws IOException {
    return posts.heldMessage(recording).isPresent();
  }

  /// The post `id`, if it is one of `author`.
  public Post own(AccountId author, PostId id) throws RefusedException, IOException {
    return posts
        .byId(id)
        .filter(it -> it.author().id().equals(author))
        .orElseThrow(() -> missing());
  }

  private static RefusedException missing() {
    return new RefusedException(Reason.MISSING, "there is no such post");
  }

  /// Deletes a post with all that hangs on it; `false` if there is none. Nobody hears it from then
  /// on; its audio is removed at once, or later where the audio store does not answer.
  public boolean delete(PostId id) throws IOException {
    var gone = posts.delete(id);
    gone.ifPresent(post -> {
      postEvents.deleted(post);
      post.voice().ifPresent(removal::remove);
    });
    return gone.isPresent();
  }

  /// Deletes a recording that is in no post, held or kept, like [#delete]; `false` if there is
  /// none.
  public boolean discard(RecordingId recording) throws IOException {
    var gone = posts.discard(recording);
    gone.ifPresent(this::discarded);
    return gone.isPresent();
  }

  /// What follows where a recording in no post was deleted.
  void discarded(Voice voice) {
    postEvents.discarded(voice.recording());
    removal.remove(voice);
  }

  /// Keeps a voice whose renditions are stored for its owner to post; repeating it changes nothing.
  /// `false` where its recording was deleted meanwhile.
  public boolean keep(AccountId owner, Voice voice) throws IOException {
    return posts.keep(owner, voice);
  }

  /// Keeps a voice whose renditions are stored until its owner proves who they are; repeating it
  /// changes nothing.
  public Optional<HeldMessage> hold(Voice voice, Optional<SealedPhone> phone, Instant heldAt)
      throws IOException {
    return posts.hold(voice, phone, heldAt);
  }

  /// Gives a held message to an account and publishes it; empty if no such message is held.
  public Optional<Post> give(RecordingId recording, AccountId author) throws IOException {
    var visibility = accounts.preferences(author).visibility();
    return postEvents.posted(posts.give(recording, author, visibility, clock.instant()));
  }

  /// See [PostStore#held].
  public List<HeldMessage> held(Optional<RecordingId> after, int limit) throws IOException {
    return posts.held(after, limit);
  }

  public Optional<HeldMessage> heldMessage(RecordingId recording) throws IOException {
    return posts.heldMessage(recording);
  }

  /// The post that a recording became.
  public Optional<Post> of(RecordingId recording) throws IOException {
    return posts.byRecording(recording);
  }

  /// What is heard of a recording that has an owner, in a post or not.
  public Optional<Voice> voice(RecordingId recording) throws IOException {
    return posts.voice(recording);
  }
}
