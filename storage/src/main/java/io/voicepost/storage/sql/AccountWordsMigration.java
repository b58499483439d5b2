package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Lets accounts be found that are older than search: SQL cannot tell words apart as [SearchWords]
/// does.
final class AccountWordsMigration implements JavaMigration {
  private static final int BATCH = 500;

  private record Old(long id, String name, String bio) {}

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("9");
  }

  @Override
  public String getDescription() {
    return "old account words";
  }

  @Override
  public Integer getChecksum() {
    return 1;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) {
    // Flyway's own connection, which is not ours to close.
    @SuppressWarnings("MustBeClosedChecker")
    Handle db = Jdbi.create(context.getConnection()).open();
    long last = 0;
    var found = batch(db, last);
    while (!found.isEmpty()) {
      for (var old : found) {
        var words = SearchWords.of(old.name(), old.bio());
        AccountRows.index(db, new AccountId(old.id()), words);
      }
      last = found.getLast().id();
      found = batch(db, last);
    }
  }

  private static List<Old> batch(Handle db, long after) {
    return db.createQuery(
            """
            select id, display_name, bio from account
            where id > :after
              and not exists (select 1 from account_word w where w.account_id = account.id)
            order by id limit :limit\
            """)
        .bind("after", after)
        .bind("limit", BATCH)
        .map((row, _) ->
            new Old(row.getLong("id"), row.getString("display_name"), row.getString("bio")))
        .list();
  }
}
