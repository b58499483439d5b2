package io.voicepost.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoresTest implements AccountStoreContract, PostStoreContract {
  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public AccountStore accounts() {
    return database.accounts();
  }

  @Override
  public PostStore posts() {
    return database.posts();
  }
}
