package io.voicepost.storage.sql;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.FairUse;
import io.voicepost.storage.phone.LinePolicy;
import io.voicepost.storage.phone.LineSpeech;
import io.voicepost.storage.phone.LineStore;
import io.voicepost.storage.phone.OpeningHours;
import io.voicepost.storage.phone.ServiceLine;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Lines in tables.
final class SqlLineStore implements LineStore {
  private static final String INSERT =
      """
      insert into line (number, name, region, language, asks_language, greeting, tag,
        longest_seconds, silence_seconds, admission, moderation, opens_accounts, holds_strangers,
        time_zone, hours, calls_an_hour, calls_at_once, line_calls_at_once, minutes_a_day)
      values (:number, :name, :region, :language, :asks, :greeting, :tag, :longest, :silence,
        :admission, :moderation, :opens, :holds, :zone, :hours, :anHour, :atOnce, :lineAtOnce,
        :minutes) on conflict do nothing\
      """;

  private static final String UPDATE =
      """
      update line set name = :name, region = :region, language = :language,
        asks_language = :asks, greeting = :greeting, tag = :tag, longest_seconds = :longest,
        silence_seconds = :silence, admission = :admission, moderation = :moderation,
        opens_accounts = :opens, holds_strangers = :holds, time_zone = :zone, hours = :hours,
        calls_an_hour = :anHour, calls_at_once = :atOnce, line_calls_at_once = :lineAtOnce,
        minutes_a_day = :minutes
      where number = :number\
      """;

  private final Sql sql;

  SqlLineStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<ServiceLine> line(String number) throws IOException {
    return sql.run(db ->
        db.createQuery("select * from line where number = :number")
            .bind("number", number)
            .map((row, _) -> line(row))
            .findOne());
  }

  @Override
  public List<ServiceLine> list(Optional<String> after, int limit) throws IOException {
    return sql.run(db ->
        db.createQuery("select * from line where number > :after order by number limit :limit")
            .bind("after", after.orElse(""))
            .bind("limit", RowMappers.limit(limit))
            .map((row, _) -> line(row))
            .list());
  }

  @Override
  public boolean add(ServiceLine line) throws IOException {
    return sql.write(db -> write(db, INSERT, line));
  }

  @Override
  public boolean addFirst(ServiceLine line) throws IOException {
    return sql.transact(db -> {
      RowLock.lock(db, "first line", Instant.EPOCH);
      return db.createQuery("select count(*) from line").mapTo(long.class).one() == 0
          && write(db, INSERT, line);
    });
  }

  @Override
  public boolean change(ServiceLine line) throws IOException {
    return sql.write(db -> write(db, UPDATE, line));
  }

  @Override
  public boolean remove(String number) throws IOException {
    return sql.write(db ->
        db.createUpdate("delete from line where number = :number").bind("number", number).execute())
        == 1;
  }

  @Override
  public boolean enlist(String number, AccountId account) throws IOException {
    return sql.write(db ->
        db.createUpdate(
                """
                insert into line_member (line_number, account_id)
                select number, :account from line where number = :number
                on conflict do nothing\
                """)
            .bind("account", account.value())
            .bind("number", number)
            .execute())
        == 1;
  }

  @Override
  public boolean strike(String number, AccountId account) throws IOException {
    return sql.write(db ->
        db.createUpdate(
                """
                delete from line_member
                where line_number = :number and account_id = :account\
                """)
            .bind("number", number)
            .bind("account", account.value())
            .execute())
        == 1;
  }

  @Override
  public boolean isListed(String number, AccountId account) throws IOException {
    return sql.run(db ->
        db.createQuery(
                """
                select count(*) from line_member
                where line_number = :number and account_id = :account\
                """)
            .bind("number", number)
            .bind("account", account.value())
            .mapTo(boolean.class)
            .one());
  }

  @Override
  public List<Account> listed(String number, Optional<io.voicepost.storage.Handle> after, int limit)
      throws IOException {
    return sql.run(db ->
        db.createQuery(
                "select "
                    + RowMappers.ACCOUNT
                    + """
                     from line_member m join account a on a.id = m.account_id
                    where m.line_number = :number and a.handle > :after
                    order by a.handle limit :limit\
                    """)
            .bind("number", number)
            .bind("after", after.map(io.voicepost.storage.Handle::value).orElse(""))
            .bind("limit", RowMappers.limit(limit))
            .map((row, _) -> RowMappers.account(row))
            .list());
  }

  private static boolean write(Handle db, String statement, ServiceLine line) {
    return bind(db.createUpdate(statement), line).execute() == 1;
  }

  private static Update bind(Update update, ServiceLine line) {
    return update
        .bind("number", line.number())
        .bind("name", line.name())
        .bind("region", line.region())
        .bind("language", line.speech().language())
        .bind("asks", line.speech().asksLanguage() ? 1 : 0)
        .bind("greeting", line.speech().greeting().map(RecordingId::toString))
        .bind("tag", line.speech().tag().orElse(""))
        .bind("longest", line.longest().toSeconds())
        .bind("silence", line.silence().toSeconds())
        .bind("admission", line.policy().admission().column())
        .bind("moderation", line.policy().moderation().column())
        .bind("opens", line.policy().opensAccounts() ? 1 : 0)
        .bind("holds", line.policy().holdsStrangers() ? 1 : 0)
        .bind("zone", line.hours().zone().getId())
        .bind("hours", line.hours().text())
        .bind("anHour", line.fairUse().callsAnHour())
        .bind("atOnce", line.fairUse().callsAtOnce())
        .bind("lineAtOnce", line.fairUse().lineCallsAtOnce())
        .bind("minutes", line.fairUse().minutesADay());
  }

  private static ServiceLine line(ResultSet row) throws SQLException {
    return new ServiceLine(
        row.getString("number"),
        row.getString("name"),
        row.getString("region"),
        new LineSpeech(
            row.getString("language"),
            row.getInt("asks_language") != 0,
            Optional.ofNullable(row.getString("greeting")).map(RecordingId::parse),
            Optional.of(row.getString("tag")).filter(it -> !it.isEmpty())),
        Duration.ofSeconds(row.getLong("longest_seconds")),
        Duration.ofSeconds(row.getLong("silence_seconds")),
        new LinePolicy(
            LinePolicy.Admission.ofColumn(row.getString("admission")),
            LinePolicy.Moderation.ofColumn(row.getString("moderation")),
            row.getInt("opens_accounts") != 0,
            row.getInt("holds_strangers") != 0),
        OpeningHours.parse(row.getString("time_zone"), row.getString("hours")),
        new FairUse(
            row.getInt("calls_an_hour"),
            row.getInt("calls_at_once"),
            row.getInt("line_calls_at_once"),
            row.getInt("minutes_a_day")));
  }
}
