package io.voicepost.storage.sql;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountCounts;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Preferences;
import io.voicepost.storage.Profile;
import io.voicepost.storage.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The statements for accounts and what hangs on them.
final class AccountRows {
  /// How many that match are ordered by their followers.
  private static final int MOST_RANKED = 1_000;

  private AccountRows() {}

  static List<Account> byIds(Handle db, Collection<AccountId> ids) {
    return db.createQuery("select " + RowMappers.ACCOUNT + " from account a where a.id in (<ids>)")
        .bindList("ids", values(ids))
        .map((row, _) -> RowMappers.account(row))
        .list();
  }

  static Map<AccountId, AccountCounts> counts(Handle db, Collection<AccountId> ids) {
    return db
        .createQuery("select * from account_count where account_id in (<ids>)")
        .bindList("ids", values(ids))
        .map((row, _) ->
            Map.entry(
                new AccountId(row.getLong("account_id")),
                new AccountCounts(
                    row.getLong("posts"),
                    row.getLong("followers"),
                    row.getLong("following"),
                    RowMappers.number(row, "last_post_at").map(Instant::ofEpochMilli))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// `false` if the id or the handle is taken.
  static boolean insert(Handle db, Account account) {
    int written =
        db.createUpdate(
                """
                insert into account (id, handle, display_name, created_at)
                values (:id, :handle, :name, :at) on conflict do nothing\
                """)
            .bind("id", account.id().value())
            .bind("handle", account.handle().value())
            .bind("name", account.displayName())
            .bind("at", account.createdAt().toEpochMilli())
            .execute();
    if (written == 1) {
      index(db, account.id(), words(account.profile()));
    }
    return written == 1;
  }

  static int update(Handle db, AccountId id, Profile profile) {
    int written =
        db.createUpdate(
                """
                update account set display_name = :name, bio = :bio, avatar = :avatar, locked = :locked
                where id = :id\
                """)
            .bind("name", profile.displayName())
            .bind("bio", profile.bio())
            .bind("avatar", profile.avatar())
            .bind("locked", profile.locked() ? 1 : 0)
            .bind("id", id.value())
            .execute();
    if (written == 1) {
      index(db, id, words(profile));
    }
    return written;
  }

  private static Set<String> words(Profile profile) {
    return SearchWords.of(profile.displayName(), profile.bio());
  }

  /// Writes by which words an account is found.
  static void index(Handle db, AccountId id, Set<String> words) {
    db.createUpdate("delete from account_word where account_id = :id")
        .bind("id", id.value())
        .execute();
    var batch = db.prepareBatch("insert into account_word (word, account_id) values (:word, :id)");
    words.forEach(word -> batch.bind("word", word).bind("id", id.value()).add());
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  static Preferences preferences(Handle db, AccountId id) {
    return db.createQuery("select language, visibility from account where id = :id")
        .bind("id", id.value())
        .map((row, _) ->
            new Preferences(
                Optional.of(row.getString("language")).filter(it -> !it.isEmpty()),
                Visibility.ofColumn(row.getString("visibility"))))
        .findOne()
        .orElse(new Preferences(Optional.empty(), Visibility.PUBLIC));
  }

  /// See [AccountStore#search].
  static List<Account> search(Handle db, String query, int limit) {
    var found = new ArrayList<Long>();
    found.addAll(byHandle(db, query));
    found.addAll(byWords(db, query));
    return found.isEmpty()
        ? List.of()
        : db.createQuery(
                "select "
                    + RowMappers.ACCOUNT
                    + """
                     from account a left join account_count c on c.account_id = a.id
                    where a.id in (<ids>)
                    order by coalesce(c.followers, 0) desc, a.handle limit :limit\
                    """)
            .bindList("ids", found)
            .bind("limit", limit)
            .map((row, _) -> RowMappers.account(row))
            .list();
  }

  private static List<Long> byHandle(Handle db, String query) {
    var start = query.strip().replaceFirst("^@", "").toLowerCase(Locale.ROOT);
    return start.isEmpty()
        ? List.of()
        : db.createQuery(
                """
                select id from account where handle >= :start and handle < :end
                order by handle limit :most\
                """)
            .bind("start", start)
            .bind("end", start + Character.MAX_VALUE)
            .bind("most", MOST_RANKED)
            .mapTo(Long.class)
            .list();
  }

  private static List<Long> byWords(Handle db, String query) {
    var words = SearchWords.sought(query);
    return words.isEmpty()
        ? List.of()
        : db.createQuery(
                """
                select account_id from account_word where word in (<words>)
                group by account_id having count(*) = :all limit :most\
                """)
            .bindList("words", new ArrayList<>(words))
            .bind("all", words.size())
            .bind("most", MOST_RANKED)
            .mapTo(Long.class)
            .list();
  }

  private static List<Long> values(Collection<AccountId> ids) {
    return ids.stream().map(AccountId::value).toList();
  }
}
