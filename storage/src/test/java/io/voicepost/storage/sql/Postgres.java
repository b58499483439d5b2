package io.voicepost.storage.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// A real PostgreSQL of its own, which can be stopped and started again. It sorts by English rules,
/// as many servers do.
final class Postgres implements AutoCloseable {
  private final Path folder;
  private EmbeddedPostgres server;

  private Postgres(Path folder) throws IOException {
    this.folder = folder;
    this.server = builder(folder).start();
  }

  /// Starts on a free port with an empty database below `folder`.
  static Postgres start(Path folder) throws IOException {
    return new Postgres(folder.resolve("postgres"));
  }

  DatabaseConfig config() {
    return config(Duration.ofSeconds(5));
  }

  DatabaseConfig config(Duration timeout) {
    return new DatabaseConfig(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
        "postgres",
        "postgres",
        8,
        timeout);
  }

  void stop() throws IOException {
    server.close();
  }

  void startAgain() throws IOException {
    server = builder(folder).setPort(server.getPort()).start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static EmbeddedPostgres.Builder builder(Path folder) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setLocaleConfig("locale-provider", "icu")
        .setLocaleConfig("icu-locale", "en");
  }
}
