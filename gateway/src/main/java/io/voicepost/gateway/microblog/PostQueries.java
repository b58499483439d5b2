package io.voicepost.gateway.microblog;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.ListId;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.post.TimelineStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What somebody may see. A viewer is an account, or empty for a visitor. Nobody sees those whom
/// they block or mute, nor those who block them. Safe for many threads; `IOException` means that
/// the database did not answer.
public final class PostQueries {
  /// How often a page is filled up again from which somebody unseen was taken out.
  private static final int MOST_ROUNDS = 5;

  private static final int MOST_IN_CONVERSATION = 500;

  private final PostStore posts;
  private final TimelineStore timelines;
  private final FollowStore follows;

  PostQueries(PostStore posts, TimelineStore timelines, FollowStore follows) {
    this.posts = posts;
    this.timelines = timelines;
    this.follows = follows;
  }

  /// A stretch of a timeline, and the ids between which all of it was looked at: the next page goes
  /// on there, even where something was left out.
  ///
  /// @param oldest below which the next page begins; empty if there is nothing older
  public record TimelineSlice<T extends TimelineEntry>(
      List<T> entries, Optional<PostId> newest, Optional<PostId> oldest) {
    public TimelineSlice {
      entries = List.copyOf(entries);
    }
  }

  /// Gives a page.
  private interface PageSource<T> {
    List<T> page(Page page) throws IOException;
  }

  public TimelineSlice<Post> everybody(Optional<AccountId> viewer, Page page, boolean voicesOnly)
      throws IOException {
    Predicate<Post> seen = seenBy(viewer);
    return stretch(
        it -> timelines.publicTimeline(viewer, it),
        post -> seen.test(post) && (!voicesOnly || post.voice().isPresent()),
        page);
  }

  public TimelineSlice<TimelineEntry> home(AccountId viewer, Page page) throws IOException {
    var relations = circle(viewer);
    return stretch(
        it -> timelines.home(viewer, it),
        entry ->
            ViewerRelations.maySee(Optional.of(relations), entry)
                && relations.sees(entry)
                && relations.concerns(entry),
        page);
  }

  /// Whom somebody follows and does not want to see, now.
  public ViewerRelations circle(AccountId viewer) throws IOException {
    return new ViewerRelations(viewer, follows.followees(viewer), follows.unseen(viewer));
  }

  public TimelineSlice<TimelineEntry> list(AccountId viewer, ListId list, Page page)
      throws IOException {
    var relations = circle(viewer);
    return stretch(
        it -> timelines.list(list, it),
        entry -> ViewerRelations.maySee(Optional.of(relations), entry) && relations.sees(entry),
        page);
  }

  public TimelineSlice<Post> tagged(Optional<AccountId> viewer, String tag, Page page)
      throws IOException {
    return stretch(it -> timelines.tagged(viewer, tag, it), seenBy(viewer), page);
  }

  public TimelineSlice<Post> search(Optional<AccountId> viewer, String query, Page page)
      throws IOException {
    return stretch(it -> timelines.search(viewer, query, it), seenBy(viewer), page);
  }

  /// What others answered to the viewer's posts by voice.
  public TimelineSlice<Post> voiceAnswers(AccountId viewer, Page page) throws IOException {
    return stretch(it -> timelines.voiceAnswers(viewer, it), seenBy(Optional.of(viewer)), page);
  }

  /// Tags that begin with `start`, in lower case, most used first.
  public List<TimelineStore.TagCount> tags(String start, int limit) throws IOException {
    return timelines.tags(start, limit);
  }

  /// Empty of all that the viewer may not see: of one who blocks the viewer, everything.
  public TimelineSlice<TimelineEntry> account(
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
    return entry(viewer, id).map(TimelineEntry::post);
  }

  /// A post or a repost, if there is one that the viewer may see.
  public Optional<TimelineEntry> entry(Optional<AccountId> viewer, PostId id) throws IOException {
    return posts.entries(viewer, List.of(id)).stream().findFirst();
  }

  /// Those of `ids` that the viewer may see, in their order.
  public List<TimelineEntry> entries(Optional<AccountId> viewer, Collection<PostId> ids)
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
    return new Conversation(
        ConversationThread.above(post, all), ConversationThread.below(post, all));
  }

  private <T extends TimelineEntry> Predicate<T> seenBy(Optional<AccountId> viewer)
      throws IOException {
    if (viewer.isEmpty()) {
      return _ -> true;
    }
    var hidden = follows.unseen(viewer.get());
    return entry -> ViewerRelations.sees(hidden, entry);
  }

  /// Fills a page with what `wanted` lets through.
  private static <T extends TimelineEntry> TimelineSlice<T> stretch(
      PageSource<T> source, Predicate<? super T> wanted, Page page) throws IOException {
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
      return new TimelineSlice<>(entries.reversed(), newest, oldest);
    }
    return new TimelineSlice<>(entries, newest, more ? oldest : Optional.empty());
  }

  private static Page further(Page page, Optional<PostId> newest, Optional<PostId> oldest) {
    return page.fromOldest()
        ? new Page(
            page.before(), newest.map(PostId::value).orElse(page.after()), true, page.limit())
        : new Page(
            oldest.map(PostId::value).orElse(page.before()), page.after(), false, page.limit());
  }
}
