package io.voicepost.storage.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoresTest implements StoresContract {
  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(config());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public Database database() {
    return database;
  }

  @Override
  public DatabaseConfig config() {
    return DatabaseConfig.sqlite(folder.resolve("voicepost.db"));
  }

  @Override
  public String plan(String sql) throws SQLException {
    return Raw.query(config(), "explain query plan " + sql).stream()
        .map(List::getLast)
        .collect(Collectors.joining("\n"));
  }
}
