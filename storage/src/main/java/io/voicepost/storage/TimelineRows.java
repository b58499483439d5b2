package io.voicepost.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// The statements behind [SqlTimelineStore]; each gives ids of posts in the order of its page.
/// Conditions of partial indexes are written out: a bound value would keep the planner from them.
final class TimelineRows {
  /// How many posts of one word are counted to find the rarest of several.
  private static final int ENOUGH = 1_000;

  private TimelineRows() {}

  static String publicTimeline(Page page) {
    return """
    select id from post
    where visibility = 'public' and repost_of is null and reply_to_account is null and %s\
    """
        .formatted(page.on("id"));
  }

  static String voiceAnswers(Page page) {
    return """
    select id from post
    where reply_to_account = :to and recording_id is not null and visibility <> 'draft'
      and account_id <> :to and %s\
    """
        .formatted(page.on("id"));
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

  static String account(Set<Visibility> visible, TimelineStore.Filter filter, Page page) {
    var where = new StringBuilder("select id from post where account_id = :author and ");
    where
        .append("visibility <> 'draft' and visibility in (")
        .append(
            visible.stream()
                .map(it -> "'" + it.column() + "'")
                .sorted()
                .collect(Collectors.joining(", ")))
        .append(") and ");
    if (filter.withoutReplies()) {
      where.append("(reply_to_account is null or reply_to_account = account_id) and ");
    }
    if (filter.withoutReposts()) {
      where.append("repost_of is null and ");
    }
    if (filter.voicesOnly()) {
      where.append("recording_id is not null and ");
    }
    if (filter.tag().isPresent()) {
      where.append("exists (select 1 from post_tag t where t.tag = :tag and t.post_id = id) and ");
    }
    return where.append(page.on("id")).toString();
  }

  /// Posts with the words `:w0`, `:w1` and so on, sought from the first.
  static String withWords(int words, Page page) {
    var others =
        IntStream.range(1, words)
            .mapToObj(i ->
                "exists (select 1 from post_word o where o.word = :w%d and o.post_id = w.post_id)"
                    .formatted(i))
            .collect(Collectors.joining(" and "));
    return "select w.post_id as id from post_word w where w.word = :w0 and "
        + (others.isEmpty() ? "" : others + " and ")
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
