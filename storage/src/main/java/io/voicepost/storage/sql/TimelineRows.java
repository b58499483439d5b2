package io.voicepost.storage.sql;

import io.voicepost.storage.Page;
import io.voicepost.storage.post.Audience;
import io.voicepost.storage.post.TimelineStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// The statements behind [SqlTimelineStore]; each gives ids of posts in the order of its page,
/// those that name `:viewer` only of what that one may see. Conditions of partial indexes are
/// written out: a bound value would keep the planner from them.
final class TimelineRows {
  /// How many posts of one word are counted to find the rarest of several.
  private static final int ENOUGH = 1_000;

  private static final String SEEN = Audience.maySee("p", ":viewer");
  private static final String POST_SEEN = Audience.maySeePost("p", ":viewer");

  private TimelineRows() {}

  static String publicTimeline(Page page) {
    return """
    select p.id from post p
    where p.visibility = 'public' and p.repost_of is null and p.reply_to_account is null
      and %s and %s\
    """
        .formatted(POST_SEEN, page.on("p.id"));
  }

  static String voiceAnswers(Page page) {
    return """
    select p.id from post p
    where p.reply_to_account = :viewer and p.recording_id is not null and p.visibility <> 'draft'
      and p.account_id <> :viewer and %s and %s\
    """
        .formatted(POST_SEEN, page.on("p.id"));
  }

  /// The accounts whose entry next to the page is nearest to it, as many as the page is long.
  static String latest(String accounts, Page page) {
    return """
    select account from (
      select f.id as account, (
        select p.id from post p
        where p.account_id = f.id and p.visibility <> 'draft'
          and p.id > :after and p.id < :before
        order by p.id %1$s limit 1) as nearest
      from (%2$s) f) followed
    where nearest is not null order by nearest %1$s limit :limit\
    """
        .formatted(page.fromOldest() ? "asc" : "desc", accounts);
  }

  /// What the accounts `:a0`, `:a1` and so on say and bring, a page from each, merged.
  static String of(int accounts, Page page) {
    var one =
        "select * from (select id from post where account_id = :a%1$d and visibility <> 'draft' and "
            + page.on("id")
            + ") p%1$d";
    return IntStream.range(0, accounts)
            .mapToObj(one::formatted)
            .collect(Collectors.joining(" union all ", "select id from (", ") merged"))
        + " order by id "
        + (page.fromOldest() ? "asc" : "desc")
        + " limit :limit";
  }

  static String account(TimelineStore.Filter filter, Page page) {
    var where =
        new StringBuilder("select p.id from post p where p.account_id = :author")
            .append(" and p.visibility <> 'draft' and ")
            .append(SEEN)
            .append(" and ");
    if (filter.withoutReplies()) {
      where.append("(p.reply_to_account is null or p.reply_to_account = p.account_id) and ");
    }
    if (filter.withoutReposts()) {
      where.append("p.repost_of is null and ");
    }
    if (filter.voicesOnly()) {
      where.append("p.recording_id is not null and ");
    }
    if (filter.tag().isPresent()) {
      where.append(
          "exists (select 1 from post_tag t where t.tag = :tag and t.post_id = p.id) and ");
    }
    return where.append(page.on("p.id")).toString();
  }

  static String pinned() {
    return """
    select p.id from post p where p.account_id = :author and p.pinned_at is not null and %s
    order by p.pinned_at desc limit :limit\
    """
        .formatted(POST_SEEN);
  }

  static String tagged(Page page) {
    return """
    select t.post_id as id from post_tag t join post p on p.id = t.post_id
    where t.tag = :tag and %s and %s\
    """
        .formatted(POST_SEEN, page.on("t.post_id"));
  }

  static String conversation() {
    return """
    select p.id from post p
    where p.thread = :thread and p.repost_of is null and p.visibility <> 'draft' and %s
    order by p.id limit :limit\
    """
        .formatted(POST_SEEN);
  }

  /// Posts with the words `:w0`, `:w1` and so on, sought from the first.
  static String withWords(int words, Page page) {
    var others =
        IntStream.range(1, words)
            .mapToObj(i ->
                "exists (select 1 from post_word o where o.word = :w%d and o.post_id = w.post_id)"
                    .formatted(i))
            .collect(Collectors.joining(" and "));
    return "select w.post_id as id from post_word w join post p on p.id = w.post_id where w.word = :w0 and "
        + (others.isEmpty() ? "" : others + " and ")
        + POST_SEEN
        + " and "
        + page.on("w.post_id");
  }

  /// The words, the one with the fewest posts first, counted no further than [#ENOUGH].
  static List<String> rarestFirst(Handle db, Set<String> words) {
    var counts = new HashMap<String, Integer>();
    for (var word : words) {
      counts.put(
          word,
          db.createQuery(
                  """
                  select count(*) from
                    (select 1 from post_word where word = :word limit :enough) few\
                  """)
              .bind("word", word)
              .bind("enough", ENOUGH)
              .mapTo(Integer.class)
              .one());
    }
    var ordered = new ArrayList<>(words);
    ordered.sort(Comparator.comparing(counts::get));
    return ordered;
  }
}
