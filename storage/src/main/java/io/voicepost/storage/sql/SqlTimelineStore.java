package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.ListId;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.Audience;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.post.TimelineStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Timelines from indexes: a page is found as ids first, in one index, then read.
final class SqlTimelineStore implements TimelineStore {
  private static final String FOLLOWED =
      "select followee_id as id from follow where follower_id = :reader union select :reader";
  private static final String MEMBERS =
      "select account_id as id from list_member where list_id = :reader";

  private final Sql sql;

  SqlTimelineStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public List<Post> publicTimeline(Optional<AccountId> viewer, Page page) throws IOException {
    return posts(TimelineRows.publicTimeline(page), seenBy(viewer), page);
  }

  @Override
  public List<TimelineEntry> home(AccountId reader, Page page) throws IOException {
    return sql.run(db -> pulled(db, FOLLOWED, reader.value(), page));
  }

  @Override
  public List<TimelineEntry> list(ListId list, Page page) throws IOException {
    return sql.run(db -> pulled(db, MEMBERS, list.value(), page));
  }

  @Override
  public List<TimelineEntry> account(
      Optional<AccountId> viewer, AccountId author, Filter filter, Page page) throws IOException {
    var values = seenBy(viewer);
    values.put("author", author.value());
    filter.tag().ifPresent(tag -> values.put("tag", tag));
    return sql.run(
        db -> EntryRows.load(db, ids(db, TimelineRows.account(filter, page), values, page)));
  }

  @Override
  public List<Post> pinned(Optional<AccountId> viewer, AccountId author) throws IOException {
    var values = seenBy(viewer);
    values.put("author", author.value());
    return posts(TimelineRows.pinned(), values, Page.first(20));
  }

  @Override
  public List<Post> drafts(AccountId author, Page page) throws IOException {
    return posts(
        "select id from post where account_id = :author and visibility = 'draft' and "
            + page.on("id"),
        Map.of("author", author.value()),
        page);
  }

  @Override
  public List<Post> tagged(Optional<AccountId> viewer, String tag, Page page) throws IOException {
    var values = seenBy(viewer);
    values.put("tag", tag);
    return posts(TimelineRows.tagged(page), values, page);
  }

  @Override
  public List<Post> search(Optional<AccountId> viewer, String query, Page page) throws IOException {
    var words = SearchWords.sought(query);
    return words.isEmpty() ? List.of() : sql.run(db -> search(db, viewer, words, page));
  }

  /// Seeks the rarest word: what the others have beside it is looked up one by one.
  private static List<Post> search(
      Handle db, Optional<AccountId> viewer, Set<String> words, Page page) {
    var ordered = TimelineRows.rarestFirst(db, words);
    var values = seenBy(viewer);
    values.putAll(numbered("w", ordered));
    var statement = TimelineRows.withWords(ordered.size(), page);
    return EntryRows.posts(db, ids(db, statement, values, page));
  }

  @Override
  public List<Post> conversation(Optional<AccountId> viewer, PostId thread, int limit)
      throws IOException {
    var values = seenBy(viewer);
    values.put("thread", thread.value());
    return sql.run(db ->
        EntryRows.posts(
            db,
            db.createQuery(TimelineRows.conversation())
                .bindMap(values)
                .bind("limit", RowMappers.limit(limit))
                .mapTo(Long.class)
                .list()));
  }

  @Override
  public List<Post> voiceAnswers(AccountId to, Page page) throws IOException {
    return posts(TimelineRows.voiceAnswers(page), seenBy(Optional.of(to)), page);
  }

  @Override
  public List<TagCount> tags(String start, int limit) throws IOException {
    return sql.run(db ->
        db.createQuery(
                """
                select tag, count(*) as posts from post_tag where tag >= :start and tag < :end
                group by tag order by posts desc, tag limit :limit\
                """)
            .bind("start", start)
            .bind("end", start + Character.MAX_VALUE)
            .bind("limit", RowMappers.limit(limit))
            .map((row, _) -> new TagCount(row.getString("tag"), row.getLong("posts")))
            .list());
  }

  /// What every statement is bound to that asks who may see a post.
  private static Map<String, Object> seenBy(Optional<AccountId> viewer) {
    return new HashMap<>(Map.of("viewer", Audience.of(viewer)));
  }

  private List<Post> posts(String statement, Map<String, ?> values, Page page) throws IOException {
    return sql.run(db -> EntryRows.posts(db, ids(db, statement, values, page)));
  }

  /// What `accounts` say and bring. A page of n can only come from the n of them whose newest entry
  /// before the page is newest, and from the n newest entries of each.
  private static List<TimelineEntry> pulled(Handle db, String accounts, long reader, Page page) {
    var newest =
        bind(db.createQuery(TimelineRows.latest(accounts, page)), page)
            .bind("reader", reader)
            .mapTo(Long.class)
            .list();
    if (newest.isEmpty()) {
      return List.of();
    }
    return EntryRows.load(
        db, ids(db, TimelineRows.of(newest.size(), page), numbered("a", newest), page));
  }

  private static Map<String, ?> numbered(String name, List<?> values) {
    return IntStream.range(0, values.size())
        .boxed()
        .collect(Collectors.toMap(i -> name + i, values::get));
  }

  private static List<Long> ids(Handle db, String statement, Map<String, ?> values, Page page) {
    var ids =
        new ArrayList<>(
            bind(db.createQuery(statement), page).bindMap(values).mapTo(Long.class).list());
    if (page.fromOldest()) {
      ids.sort(Comparator.reverseOrder());
    }
    return ids;
  }

  private static Query bind(Query query, Page page) {
    return query
        .bind("before", page.before())
        .bind("after", page.after())
        .bind("limit", page.limit());
  }
}
