package io.voicepost.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqliteDatabaseTest implements MigrationContract {
  @TempDir private Path folder;

  @Override
  public DatabaseConfig emptyDatabase() {
    return DatabaseConfig.sqlite(folder.resolve("older.db"));
  }

  private DatabaseConfig config() {
    return DatabaseConfig.sqlite(folder.resolve("new/folder/voicepost.db"));
  }

  @Test
  void whatWasWrittenIsThereAfterTheNextStart() throws Exception {
    Account faye;
    try (var database = Database.open(config())) {
      faye = database.accounts().create(new Handle("faye"), "Faye Wong");
    }

    try (var database = Database.open(config())) {
      database.check();
      assertThat(database.accounts().byHandle(new Handle("faye"))).contains(faye);
    }
  }

  @Test
  void nobodyElseMayReadTheFilesNewOrOld() throws Exception {
    var old = Files.writeString(folder.resolve("old.db"), "");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));
    for (var config : List.of(config(), DatabaseConfig.sqlite(old))) {
      try (var database = Database.open(config)) {
        database.accounts().create(new Handle("faye"), "Faye Wong");
        Path file = Path.of(config.url().substring(Dialect.SQLITE_PREFIX.length()));
        for (var part : List.of("", "-wal", "-shm")) {
          assertThat(
                  PosixFilePermissions.toString(
                      Files.getPosixFilePermissions(Path.of(file + part))))
              .as(file + part)
              .isEqualTo("rw-------");
        }
      }
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))))
        .isEqualTo("rwx------");
  }

  @Test
  void aSecondProcessMayOpenItToo() throws Exception {
    try (var gateway = Database.open(config());
        var operator = Database.open(config())) {
      Account faye = operator.accounts().create(new Handle("faye"), "Faye Wong");

      assertThat(gateway.accounts().byHandle(new Handle("faye"))).contains(faye);
    }
  }

  @Test
  void commitsAreFlushedToTheDisk() throws Exception {
    try (var database = Database.open(config())) {
      Sql sql = database.sql();

      assertThat(
              sql.<String>run(
                  db -> db.createQuery("pragma journal_mode").mapTo(String.class).one()))
          .isEqualTo("wal");
      // 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
      assertThat(
              sql.<Integer>run(db -> db.createQuery("pragma synchronous").mapTo(int.class).one()))
          .isEqualTo(2);
      assertThat(
              sql.<Integer>run(db -> db.createQuery("pragma foreign_keys").mapTo(int.class).one()))
          .isEqualTo(1);
    }
  }

  @Test
  void aDatabaseThatStaysLockedPasses() throws Exception {
    DatabaseConfig impatient =
        new DatabaseConfig(config().url(), "", "", 2, Duration.ofMillis(250));
    try (var database = Database.open(impatient)) {
      try (var other = Raw.connect(impatient);
          var statement = other.createStatement()) {
        statement.execute("begin exclusive");

        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> database.accounts().create(new Handle("faye"), "Faye Wong"))
            .withMessageContaining("does not answer");
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> {
              var recording = RecordingId.at(Samples.NOON);
              database.posts().hold(Samples.voice(recording), Optional.empty(), Samples.NOON);
            });
        statement.execute("rollback");
      }
      assertThat(database.accounts().list(Optional.empty(), 10)).isEmpty();
      database.accounts().create(new Handle("faye"), "Faye Wong");
    }
  }

  @Test
  void aClosedDatabasePasses() throws Exception {
    var database = Database.open(config());
    database.close();

    assertThatExceptionOfType(IOException.class).isThrownBy(database::check);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> database.timelines().publicTimeline(Optional.empty(), Page.first(1)));
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedInOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("voicepost.db"), "no database".repeat(1000));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Database.open(DatabaseConfig.sqlite(file)))
        .withMessageStartingWith("cannot open the database jdbc:sqlite:" + file + ": ")
        .withMessageEndingWith("; is the path right?")
        .withMessageNotContaining("\n");
    assertThat(file).content().startsWith("no database");
  }

  @Test
  void aFolderThatCannotBeMadeIsRefusedInOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "a file, not a folder");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Database.open(DatabaseConfig.sqlite(file.resolve("voicepost.db"))))
        .withMessageStartingWith("cannot open the database")
        .withMessageContaining("read and write")
        .withMessageNotContaining("\n");
  }

  @Test
  void theDatabaseOfANewerProgramIsRefused() throws Exception {
    Database.open(config()).close();
    Raw.execute(
        config(),
        "insert into flyway_schema_history select 99, '99', 'from the future', type, 'V99.sql',"
            + " 1, installed_by, installed_on, 1, success from flyway_schema_history"
            + " where installed_rank = 1");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Database.open(config()))
        .withMessageContaining("another version of Voicepost")
        .withMessageNotContaining("\n");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Database.attach(config()))
        .withMessageContaining("another version of Voicepost")
        .withMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "voicepost.db",
        "jdbc:h2:mem:",
        "jdbc:sqlite:",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite:file:x?mode=memory",
        "jdbc:postgresql://host:port/name",
        "jdbc:mysql://secret@host/name"
      })
  void anAddressOfAnotherKindIsRefusedWithoutRepeatingIt(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseConfig(url, "", "", 1, Duration.ofSeconds(1)))
        .withMessageContaining("jdbc:")
        .withMessageNotContaining("secret");
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseConfig("jdbc:sqlite:x", "", "", 0, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseConfig("jdbc:sqlite:x", "", "", 1, Duration.ofMillis(249)));
  }
}
