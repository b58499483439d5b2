package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.ListId;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Posts and reposts in their orders, newest first. What a page costs does not grow with the number
/// of posts. Safe for many threads. `IOException` means the database did not answer.
///
/// Who names a viewer, empty for a visitor, gets what that one may see ([Audience]); whom they do
/// not want to see is for who asks.
public interface TimelineStore {
  /// What everybody says to everybody: public posts that answer nobody.
  List<Post> publicTimeline(Optional<AccountId> viewer, Page page) throws IOException;

  /// What those whom `reader` follows and they themselves say and bring, whoever may see it.
  List<TimelineEntry> home(AccountId reader, Page page) throws IOException;

  /// What the members of a list say and bring, whoever may see it.
  List<TimelineEntry> list(ListId list, Page page) throws IOException;

  /// What an account says and brings; never its drafts.
  List<TimelineEntry> account(
      Optional<AccountId> viewer, AccountId author, Filter filter, Page page) throws IOException;

  /// What is left out of an account's timeline.
  record Filter(
      boolean withoutReplies, boolean withoutReposts, boolean voicesOnly, Optional<String> tag) {
    public static final Filter NONE = new Filter(false, false, false, Optional.empty());
  }

  /// What an account pinned, newest pin first.
  List<Post> pinned(Optional<AccountId> viewer, AccountId author) throws IOException;

  /// What an account keeps for itself.
  List<Post> drafts(AccountId author, Page page) throws IOException;

  /// Public posts with a tag in lower case.
  List<Post> tagged(Optional<AccountId> viewer, String tag, Page page) throws IOException;

  /// Public posts in which all the words of `query` are written; none where it has no word.
  List<Post> search(Optional<AccountId> viewer, String query, Page page) throws IOException;

  /// The conversation that began with `thread`, oldest first, at most `limit`.
  List<Post> conversation(Optional<AccountId> viewer, PostId thread, int limit) throws IOException;

  /// What others answered to the posts of `to` by voice.
  List<Post> voiceAnswers(AccountId to, Page page) throws IOException;

  /// Tags that begin with `start` and how many posts each has, most used first.
  List<TagCount> tags(String start, int limit) throws IOException;

  record TagCount(String tag, long posts) {}
}
