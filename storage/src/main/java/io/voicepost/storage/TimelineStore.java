package io.voicepost.storage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Posts and reposts in their orders, newest first. What a page costs does not grow with the number
/// of posts. Safe for many threads. `IOException` means the database did not answer.
///
/// Who may see what is decided here by visibility and followers alone; blocks and mutes are for who
/// asks.
public interface TimelineStore {
  /// What everybody says to everybody: public posts that answer nobody.
  List<Post> publicTimeline(Page page) throws IOException;

  /// What those whom `reader` follows and they themselves say and bring.
  List<Entry> home(AccountId reader, Page page) throws IOException;

  /// What the members of a list say and bring.
  List<Entry> list(ListId list, Page page) throws IOException;

  /// What an account says and brings, as far as `visible` goes; never its drafts.
  List<Entry> account(AccountId author, Set<Visibility> visible, Filter filter, Page page)
      throws IOException;

  /// What is left out of an account's timeline.
  record Filter(
      boolean withoutReplies, boolean withoutReposts, boolean voicesOnly, Optional<String> tag) {
    public static final Filter NONE = new Filter(false, false, false, Optional.empty());
  }

  /// What an account pinned, newest pin first.
  List<Post> pinned(AccountId author) throws IOException;

  /// What an account keeps for itself.
  List<Post> drafts(AccountId author, Page page) throws IOException;

  /// Public posts with a tag in lower case.
  List<Post> tagged(String tag, Page page) throws IOException;

  /// Public posts in which all the words of `query` are written; none where it has no word.
  List<Post> search(String query, Page page) throws IOException;

  /// The conversation that began with `thread`, oldest first, at most `limit`.
  List<Post> conversation(PostId thread, int limit) throws IOException;

  /// What others answered to the posts of `to` by voice, whoever may see it.
  List<Post> voiceAnswers(AccountId to, Page page) throws IOException;

  /// Tags that begin with `start` and how many posts each has, most used first.
  List<TagCount> tags(String start, int limit) throws IOException;

  record TagCount(String tag, long posts) {}
}
