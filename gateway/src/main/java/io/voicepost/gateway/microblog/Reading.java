package io.voicepost.gateway.microblog;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.Entry;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.ListId;
import io.voicepost.storage.Page;
import io.voicepost.storage.Post;
import io.voicepost.storage.PostId;
import io.voicepost.storage.PostStore;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.TimelineStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What somebody may see. A viewer is an account, or empty for a visitor. Nobody sees those whom
/// they block or mute, nor those who block them. Safe for many threads; `IOException` means that
/// the database did not answer.
public final class Reading {
  /// How often a page is filled up again from which somebody unseen was taken out.
  private static final int MOST_ROUNDS = 5;

  private static final int MOST_IN_CONVERSATION = 500;

  private final PostStore posts;
  private final TimelineStore timelines;
  private final FollowStore follows;

  Reading(PostStore posts, TimelineStore timelines, FollowStore follows) {
    this.posts = posts;
    this.timelines = timelines;
    this.follows = follows;
  }

  /// A stretch of a timeline, and the ids between which all of it was looked at: the next page goes
  /// on there, even where something was left out.
  ///
  /// @param oldest below which the next page begins; empty if there is nothing older
  public record Stretch<T extends Entry>(
      List<T> entries, Optional<PostId> newest, Optional<PostId> oldest) {
    public Stretch {
      entries = List.copyOf(entries);
    }
  }

  /// Gives a page.
  private interface Source<T> {
    List<T> page(Page page) throws IOException;
  }

  public Stretch<Post> everybody(Optional<AccountId> viewer, Page page, boolean voicesOnly)
      throws IOException {
    Predicate<Post> seen = seenBy(viewer);
    return stretch(
        it -> timelines.publicTimeline(viewer, it),
        post -> seen.test(post) && (!voicesOnly || post.voice().isPresent()),
        page);
  }

  public Stretch<Entry> home(AccountId viewer, Page page) throws IOException {
    var circle = circle(viewer);
    return stretch(
        it -> timelines.home(viewer, it),
        entry ->
            Circle.maySee(Optional.of(circle), entry)
                && circle.sees(entry)
                && circle.concerns(entry),
        page);
  }

  /// Whom somebody follows and does not want to see, now.
  public Circle circle(AccountId viewer) throws IOException {
    return new Circle(viewer, follows.followees(viewer), follows.unseen(viewer));
  }

  public Stretch<Entry> list(AccountId viewer, ListId list, Page page) throws IOException {
    var circle = circle(viewer);
    return stretch(
        it -> timelines.list(list, it),
        entry -> Circle.maySee(Optional.of(circle), entry) && circle.sees(entry),
        page);
  }

  public Stretch<Post> tagged(Optional<AccountId> viewer, String tag, Page page)
      throws IOException {
    return stretch(it -> timelines.tagged(viewer, tag, it), seenBy(viewer), page);
  }

  public Stretch<Post> search(Optional<AccountId> viewer, String query, Page page)
      throws IOException {
    return stretch(it -> timelines.search(viewer, query, it), seenBy(viewer), page);
  }

  /// What others answered to the viewer's posts by voice.
  public Stretch<Post> voiceAnswers(AccountId viewer, Page page) throws IOException {
    return stretch(it -> timelines.voiceAnswers(viewer, it), seenBy(Optional.of(viewer)), page);
  }

  /// Tags that begin with `start`, in lower case, most used first.
  public List<TimelineStore.TagCount> tags(String start, int limit) throws IOException {
    return timelines.tags(start, limit);
  }

  /// Empty of all that the viewer may not see: of one who blocks the viewer, everything.
  public Stretch<Entry> account(
      Optional<AccountId> viewer, AccountId author, TimelineStore.Filter filter, Page page)
      throws IOException {
    return stretch(it -> timelines.account(viewer, author, filter, it), _ -> true, page);
  }

  /// What an account pinned, as far as the viewer may see it.
  public List<Post> pinned(Optional<AccountId> viewer, AccountId author) throws IOException {
    return timelines.pinned(viewer, author);
  }

  public List<Post> drafts(AccountId author, Page page) throws IOException {
    return timelines.drafts(author, page);
  }

  /// A post, if there is one that the viewer may see.
  public Optional<Post> post(Optional<AccountId> viewer, PostId id) throws IOException {
    return entry(viewer, id).map(Entry::post);
  }

  /// A post or a repost, if there is one that the viewer may see.
  public Optional<Entry> entry(Optional<AccountId> viewer, PostId id) throws IOException {
    return posts.entries(viewer, List.of(id)).stream().findFirst();
  }

  /// Those of `ids` that the viewer may see, in their order.
  public List<Entry> entries(Optional<AccountId> viewer, Collection<PostId> ids)
      throws IOException {
    return posts.entries(viewer, ids);
  }

  /// Whether the viewer may hear a recording: as they may see the post that it is in. One that is
  /// in no post is its owner's alone.
  public boolean mayHear(Optional<AccountId> viewer, RecordingId recording) throws IOException {
    var post = posts.byRecording(recording);
    return post.isPresent()
        ? post(viewer, post.get().id()).isPresent()
        : viewer.isPresent() && posts.owner(recording).equals(viewer);
  }

  /// A post with what it answers, oldest first, and what answers it, oldest first.
  public record Conversation(List<Post> before, List<Post> after) {}

  /// Around a post that the viewer may see: of the conversation, what they may see.
  public Conversation conversation(Optional<AccountId> viewer, Post post) throws IOException {
    Predicate<Post> seen = seenBy(viewer);
    var all =
        timelines.conversation(viewer, post.thread(), MOST_IN_CONVERSATION).stream()
            .filter(seen)
            .toList();
    return new Conversation(Threads.above(post, all), Threads.below(post, all));
  }

  private <T extends Entry> Predicate<T> seenBy(Optional<AccountId> viewer) throws IOException {
    if (viewer.isEmpty()) {
      return _ -> true;
    }
    var unseen = follows.unseen(viewer.get());
    return entry -> Circle.sees(unseen, entry);
  }

  /// Fills a page with what `wanted` lets through.
  private static <T extends Entry> Stretch<T> stretch(
      Source<T> source, Predicate<? super T> wanted, Page page) throws IOException {
    var entries = new ArrayList<T>();
    var next = page;
    var newest = Optional.<PostId>empty();
    var oldest = Optional.<PostId>empty();
    boolean more = true;
    for (int round = 0; more && round < MOST_ROUNDS && entries.size() < page.limit(); round++) {
      var found = source.page(next);
      more = found.size() == next.limit();
      int room = page.limit() - entries.size();
      var fitting = new ArrayList<T>();
      for (var entry : next.fromOldest() ? found.reversed() : found) {
        if (fitting.size() == room) {
          more = true;
          break;
        }
        if (newest.isEmpty() || entry.id().compareTo(newest.get()) > 0) {
          newest = Optional.of(entry.id());
        }
        if (oldest.isEmpty() || entry.id().compareTo(oldest.get()) < 0) {
          oldest = Optional.of(entry.id());
        }
        if (wanted.test(entry)) {
          fitting.add(entry);
        }
      }
      entries.addAll(fitting);
      next = further(page, newest, oldest);
    }
    if (page.fromOldest()) {
      return new Stretch<>(entries.reversed(), newest, oldest);
    }
    return new Stretch<>(entries, newest, more ? oldest : Optional.empty());
  }

  private static Page further(Page page, Optional<PostId> newest, Optional<PostId> oldest) {
    return page.fromOldest()
        ? new Page(
            page.before(), newest.map(PostId::value).orElse(page.after()), true, page.limit())
        : new Page(
            oldest.map(PostId::value).orElse(page.before()), page.after(), false, page.limit());
  }
}
