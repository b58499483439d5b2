package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Audience;
import io.voicepost.storage.post.Mention;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostText;
import io.voicepost.storage.post.Repost;
import io.voicepost.storage.post.TimelineEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// Reads posts and reposts by their ids, in at most three statements, however many there are.
final class EntryRows {
  private static final String SELECT =
      """
      select p.id, p.visibility, p.recording_id, p.repost_of, p.reply_to, p.reply_to_account,
        p.thread, p.text, p.warning, p.language, p.posted_at, p.edited_at, p.pinned_at,
        r.duration_ms, r.peaks, r.renditions,\
      """
          + RowMappers.ACCOUNT
          + """

          from post p join account a on a.id = p.account_id
            left join recording r on r.id = p.recording_id
          where p.id in (<ids>)\
          """;

  private static final String SELECT_SEEN = SELECT + " and " + Audience.maySee("p", ":viewer");

  private final Map<Long, PostRow> rows = new HashMap<>();
  private final Map<Long, List<Mention>> mentions;

  /// A row, and the id of the post that it reposts.
  private record PostRow(Post post, Optional<Long> repostOf) {}

  /// @param seen reads those of `ids` that are wanted
  private EntryRows(Handle db, Query seen, Collection<Long> ids) {
    read(seen, ids);
    var originals =
        rows.values().stream()
            .flatMap(row -> row.repostOf().stream())
            .filter(id -> !rows.containsKey(id))
            .collect(Collectors.toSet());
    if (!originals.isEmpty()) {
      read(db.createQuery(SELECT), originals);
    }
    this.mentions = mentions(db);
  }

  /// Those of the entries `ids` that stand, whoever may see them, in the order of `ids`.
  static List<TimelineEntry> load(Handle db, Collection<Long> ids) {
    return ids.isEmpty() ? List.of() : load(db, db.createQuery(SELECT), ids);
  }

  /// Those of the entries `ids` that `viewer` may see, in the order of `ids`.
  static List<TimelineEntry> load(Handle db, Optional<AccountId> viewer, Collection<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : load(db, db.createQuery(SELECT_SEEN).bind("viewer", Audience.of(viewer)), ids);
  }

  private static List<TimelineEntry> load(Handle db, Query seen, Collection<Long> ids) {
    var entries = new EntryRows(db, seen, ids);
    return new LinkedHashSet<>(ids)
        .stream()
            .map(entries::entry)
            .filter(Objects::nonNull)
            .map(TimelineEntry.class::cast)
            .toList();
  }

  /// As [#load], the posts among them.
  static List<Post> posts(Handle db, Collection<Long> ids) {
    return load(db, ids).stream().filter(Post.class::isInstance).map(Post.class::cast).toList();
  }

  /// As [#load(Handle, Optional, Collection)], the posts among them.
  static List<Post> posts(Handle db, Optional<AccountId> viewer, Collection<Long> ids) {
    return load(db, viewer, ids).stream()
        .filter(Post.class::isInstance)
        .map(Post.class::cast)
        .toList();
  }

  private void read(Query query, Collection<Long> ids) {
    query
        .bindList("ids", new ArrayList<>(ids))
        .map((row, _) -> new PostRow(post(row), RowMappers.number(row, "repost_of")))
        .forEach(row -> rows.put(row.post().id().value(), row));
  }

  private @Nullable TimelineEntry entry(long id) {
    var row = rows.get(id);
    if (row == null) {
      return null;
    }
    if (row.repostOf().isEmpty()) {
      return mentioning(row.post());
    }
    var original = rows.get(row.repostOf().get());
    var it = row.post();
    return original == null
        ? null
        : new Repost(
            it.id(), it.author(), it.visibility(), mentioning(original.post()), it.postedAt());
  }

  private Post mentioning(Post post) {
    var found = mentions.get(post.id().value());
    return found == null
        ? post
        : new Post(
            post.id(),
            post.author(),
            post.voice(),
            post.text(),
            post.visibility(),
            post.replyTo(),
            post.thread(),
            found,
            post.pinned(),
            post.postedAt(),
            post.editedAt());
  }

  private Map<Long, List<Mention>> mentions(Handle db) {
    var written =
        rows.values().stream()
            .map(PostRow::post)
            .filter(post -> post.text().caption().contains("@"))
            .map(post -> post.id().value())
            .toList();
    var found = new HashMap<Long, List<Mention>>();
    if (!written.isEmpty()) {
      db.createQuery(
              """
              select m.post_id, a.id, a.handle from mention m join account a on a.id = m.account_id
              where m.post_id in (<ids>) order by m.post_id, a.id\
              """)
          .bindList("ids", written)
          .map((row, _) ->
              Map.entry(
                  row.getLong("post_id"),
                  new Mention(
                      new AccountId(row.getLong("id")),
                      new io.voicepost.storage.Handle(row.getString("handle")))))
          .forEach(
              it -> found.computeIfAbsent(it.getKey(), _ -> new ArrayList<>()).add(it.getValue()));
    }
    return found;
  }

  private static Post post(ResultSet row) throws SQLException {
    var parent = RowMappers.number(row, "reply_to").map(PostId::new);
    return new Post(
        new PostId(row.getLong("id")),
        RowMappers.account(row),
        row.getString("recording_id") == null
            ? Optional.empty()
            : Optional.of(RowMappers.voice(row, "recording_id")),
        new PostText(row.getString("text"), row.getString("warning"), row.getString("language")),
        Visibility.ofColumn(row.getString("visibility")),
        RowMappers.number(row, "reply_to_account").map(id -> new Parent(parent, new AccountId(id))),
        new PostId(row.getLong("thread")),
        List.of(),
        RowMappers.number(row, "pinned_at").isPresent(),
        Instant.ofEpochMilli(row.getLong("posted_at")),
        RowMappers.number(row, "edited_at").map(Instant::ofEpochMilli));
  }
}
