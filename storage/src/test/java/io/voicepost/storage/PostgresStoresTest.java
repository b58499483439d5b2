package io.voicepost.storage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

final class PostgresStoresTest implements AccountStoreContract, PostStoreContract {
  private static Postgres postgres;
  private static Database database;

  @BeforeAll
  static void open() throws Exception {
    postgres = Postgres.start();
    database = Database.open(postgres.config());
  }

  @BeforeEach
  void empty() throws Exception {
    postgres.execute("truncate account, phone, post, rendition");
  }

  @AfterAll
  static void close() throws Exception {
    database.close();
    postgres.close();
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
