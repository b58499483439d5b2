package io.voicepost.storage.sql;

import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.access.SecretStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/// Fingerprints in a table.
final class SqlSecretStore implements SecretStore {
  private static final String PHONES = "phones";
  private static final String START = "start";

  private final Sql sql;

  SqlSecretStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<String> phones() throws IOException {
    return sql.run(db -> fingerprint(db, PHONES));
  }

  @Override
  public Optional<String> lastStart() throws IOException {
    return sql.run(db -> fingerprint(db, START));
  }

  @Override
  public void rememberStart(String fingerprint) throws IOException {
    sql.<Integer>write(db -> remember(db, START, fingerprint));
  }

  private static Optional<String> fingerprint(Handle db, String name) {
    return db.createQuery("select fingerprint from secret where name = :name")
        .bind("name", name)
        .mapTo(String.class)
        .findOne();
  }

  @Override
  public Optional<SealedPhone> anyPhone() throws IOException {
    return sql.run(db ->
        db.createQuery(
                """
                select phone_key, sealed_number from phone union all
                select phone_key, sealed_number from recording where phone_key is not null limit 1\
                """)
            .map((row, _) -> RowMappers.phone(row).orElseThrow())
            .findOne());
  }

  @Override
  public void rememberPhones(String fingerprint) throws IOException {
    sql.<Integer>write(db -> remember(db, PHONES, fingerprint));
  }

  private static int remember(Handle db, String name, String fingerprint) {
    return db.createUpdate(
            """
            insert into secret (name, fingerprint) values (:name, :fingerprint)
            on conflict (name) do update set fingerprint = excluded.fingerprint\
            """)
        .bind("name", name)
        .bind("fingerprint", fingerprint)
        .execute();
  }

  @Override
  public void resealPhones(Optional<String> from, String to, UnaryOperator<SealedPhone> anew)
      throws IOException {
    sql.<Integer>transact(db -> {
      RowLock.lock(db, "reseal phones", Instant.EPOCH);
      if (!fingerprint(db, PHONES).equals(from)) {
        return 0;
      }
      reseal(db, "phone", anew);
      reseal(db, "recording", anew);
      return remember(db, PHONES, to);
    });
  }

  /// A number that was sealed anew has another key, by which calls of the last day are counted,
  /// too.
  private static void reseal(Handle db, String table, UnaryOperator<SealedPhone> anew) {
    for (var old : sealed(db, table)) {
      var fresh = anew.apply(old);
      db.createUpdate(
              "update "
                  + table
                  + " set phone_key = :fresh, sealed_number = :number"
                  + " where phone_key = :old and sealed_number = :was")
          .bind("fresh", fresh.key().hex())
          .bind("number", fresh.number().base64())
          .bind("old", old.key().hex())
          .bind("was", old.number().base64())
          .execute();
      db.createUpdate("update phone_call set caller = :fresh where caller = :old")
          .bind("fresh", fresh.key().hex())
          .bind("old", old.key().hex())
          .execute();
    }
  }

  private static List<SealedPhone> sealed(Handle db, String table) {
    return db.createQuery(
            "select phone_key, sealed_number from " + table + " where phone_key is not null")
        .map((row, _) -> RowMappers.phone(row).orElseThrow())
        .list();
  }

  @Override
  public long hashesWithout(String mark) throws IOException {
    return sql.run(db ->
        db.createQuery(
                """
                select (select count(*) from credential where password_hash not like :mark)
                  + (select count(*) from telephone where pin_hash not like :mark)
                  + (select count(*) from second_factor where sealed_secret not like :mark)\
                """)
            .bind("mark", mark + "%")
            .mapTo(long.class)
            .one());
  }
}
