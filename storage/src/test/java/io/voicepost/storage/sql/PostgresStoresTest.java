package io.voicepost.storage.sql;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostgresStoresTest implements StoresContract {
  @TempDir private static Path folder;
  private static Postgres postgres;
  private static Database database;

  @BeforeAll
  static void open() throws Exception {
    postgres = Postgres.start(folder);
    database = Database.open(postgres.config());
  }

  @BeforeEach
  void empty() throws Exception {
    Raw.execute(
        postgres.config(),
        "truncate account, attempt, passport, line, phone_call, gate, secret cascade");
  }

  @AfterAll
  static void close() throws Exception {
    database.close();
    postgres.close();
  }

  @Override
  public Database database() {
    return database;
  }

  @Override
  public DatabaseConfig config() {
    return postgres.config();
  }

  @Override
  public String plan(String sql) throws SQLException {
    return Raw.query(config(), "explain " + sql).stream()
        .map(List::getFirst)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void whoWasCutOffIsToldAndHearsAgain() throws Exception {
    var hearing = new NodeChannelContract.Hearing();
    try (var there = database.nodes();
        var here = database.nodes();
        var _ = hearing.at(here)) {
      Raw.execute(
          config(),
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where application_name = 'voicepost nodes'");

      await().until(() -> hearing.missed.get() == 2);
      there.send("again");
      await().until(() -> hearing.heard.contains("again"));
    }
  }

  @Test
  void listenersLeaveNoConnectionBehind() throws Exception {
    try (var here = database.nodes()) {
      new NodeChannelContract.Hearing().at(here).close();
    }

    await()
        .until(() ->
            Raw.query(
                    config(),
                    "select 1 from pg_stat_activity where application_name = 'voicepost nodes'")
                .isEmpty());
  }
}
