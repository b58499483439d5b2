package io.voicepost.gateway.call;

import io.voicepost.gateway.microblog.PostQueries;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.TimelineEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// A list of posts, newest first, that somebody walks through by keys: for hours, with few of them
/// in memory. Posts that come meanwhile are found on the way back. What cannot be heard is left
/// out, and so is a post that is brought again. For one thread.
final class TimelineCursor {
  private static final int PAGE = 20;
  private static final int MOST_IN_MEMORY = 100;

  /// How many pages are looked through for something to hear, before it is taken that there is
  /// nothing.
  private static final int MOST_PAGES = 25;

  /// Gives a page of the list.
  interface Source {
    PostQueries.TimelineSlice<? extends TimelineEntry> page(Page page) throws IOException;
  }

  private final Source source;
  private final Predicate<TimelineEntry> wanted;
  private final List<TimelineEntry> entries = new ArrayList<>();
  private int at = -1;
  private Page older = Page.first(PAGE);
  private boolean isAtOldest;

  /// @param wanted besides that there must be something to hear
  TimelineCursor(Source source, Predicate<TimelineEntry> wanted) {
    this.source = source;
    this.wanted = wanted;
  }

  /// The next older post, which it goes on to; empty after the last one, where it stays.
  ///
  /// @throws IOException it stays, and may be asked again
  Optional<Post> next() throws IOException {
    if (at + 1 == entries.size()) {
      loadOlder();
    }
    if (at + 1 == entries.size()) {
      return Optional.empty();
    }
    at++;
    return Optional.of(entries.get(at).post());
  }

  /// The next newer post, which it goes back to; empty before the newest one, where it stays.
  ///
  /// @throws IOException it stays, and may be asked again
  Optional<Post> previous() throws IOException {
    if (at <= 0 && !entries.isEmpty()) {
      loadNewer();
    }
    if (at <= 0) {
      return Optional.empty();
    }
    at--;
    return Optional.of(entries.get(at).post());
  }

  /// How many there are; empty where that are too many to have been looked at.
  ///
  /// @throws IOException it stays, and may be asked again
  OptionalInt size() throws IOException {
    if (entries.isEmpty()) {
      loadOlder();
    }
    return isAtOldest ? OptionalInt.of(entries.size()) : OptionalInt.empty();
  }

  private void loadOlder() throws IOException {
    for (int pages = 0; pages < MOST_PAGES && !isAtOldest; pages++) {
      var slice = source.page(older);
      isAtOldest = slice.oldest().isEmpty();
      older = Page.before(slice.oldest(), PAGE);
      var fresh = fresh(slice);
      if (!fresh.isEmpty()) {
        entries.addAll(fresh);
        forgetNewest();
        return;
      }
    }
  }

  private void loadNewer() throws IOException {
    var newest = Optional.of(entries.getFirst().id());
    for (int pages = 0; pages < MOST_PAGES && newest.isPresent(); pages++) {
      var slice = source.page(Page.after(newest.get(), PAGE));
      newest = slice.newest();
      var fresh = fresh(slice);
      if (!fresh.isEmpty()) {
        entries.addAll(0, fresh);
        at += fresh.size();
        forgetOldest();
        return;
      }
    }
  }

  private List<TimelineEntry> fresh(PostQueries.TimelineSlice<? extends TimelineEntry> slice) {
    var fresh = new ArrayList<TimelineEntry>();
    for (var entry : slice.entries()) {
      if (entry.post().voice().isPresent()
          && wanted.test(entry)
          && !isThere(entries, entry.post().id())
          && !isThere(fresh, entry.post().id())) {
        fresh.add(entry);
      }
    }
    return fresh;
  }

  private static boolean isThere(List<TimelineEntry> entries, PostId post) {
    return entries.stream().anyMatch(it -> it.post().id().equals(post));
  }

  private void forgetNewest() {
    while (entries.size() > MOST_IN_MEMORY && at > 0) {
      entries.removeFirst();
      at--;
    }
  }

  private void forgetOldest() {
    while (entries.size() > MOST_IN_MEMORY) {
      entries.removeLast();
      older = Page.before(Optional.of(entries.getLast().id()), PAGE);
      isAtOldest = false;
    }
  }
}
