package io.voicepost.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/// A real PostgreSQL of its own, gone when closed. It sorts by English rules, as many servers do.
final class Postgres implements AutoCloseable {
  private final EmbeddedPostgres server;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static Postgres start() throws IOException {
    return new Postgres(
        EmbeddedPostgres.builder()
            .setLocaleConfig("locale-provider", "icu")
            .setLocaleConfig("icu-locale", "en")
            .start());
  }

  DatabaseConfig config() {
    return new DatabaseConfig(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
        "postgres",
        "postgres",
        8,
        Duration.ofSeconds(5));
  }

  void execute(String sql) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
