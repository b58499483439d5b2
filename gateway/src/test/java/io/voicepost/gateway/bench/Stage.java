package io.voicepost.gateway.bench;

import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntConsumer;

/// The web half of the service in a process of its own, on a database with a [Crowd] in it whose
/// accounts are signed in. PostgreSQL writes as durably as it does by itself: the tests' own does
/// not wait for its disk.
final class Stage implements AutoCloseable {
  /// Which database.
  enum Kind {
    SQLITE("SQLite"),
    POSTGRESQL("PostgreSQL");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    @Override
    public String toString() {
      return title;
    }
  }

  private final Optional<EmbeddedPostgres> server;
  private final Path folder;
  private final DatabaseConfig database;
  private Optional<GatewayProcess> gateway = Optional.empty();

  private Stage(Optional<EmbeddedPostgres> server, Path folder, DatabaseConfig database) {
    this.server = server;
    this.folder = folder;
    this.database = database;
  }

  /// Fills a fresh database below `folder`.
  static Stage set(Path folder, Kind kind, Crowd.Size size) throws IOException {
    var place = Files.createDirectories(folder.resolve(kind.name()));
    var stage =
        switch (kind) {
          case SQLITE ->
              new Stage(
                  Optional.empty(), place, DatabaseConfig.sqlite(place.resolve("data/crowd.db")));
          case POSTGRESQL -> postgres(place);
        };
    try {
      Database.open(stage.database).close();
      Progress.tell("filling " + kind);
      new Crowd(size).seed(stage.database.url(), stage.database.user(), stage.database.password());
      return stage;
    } catch (IOException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  private static Stage postgres(Path place) throws IOException {
    var server =
        EmbeddedPostgres.builder()
            .setDataDirectory(place.resolve("postgres"))
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("shared_buffers", "512MB")
            .start();
    var url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    return new Stage(
        Optional.of(server),
        place,
        new DatabaseConfig(url, "postgres", "postgres", 8, Duration.ofMinutes(5)));
  }

  /// Signs in the first so many accounts.
  void signIn(int accounts, IntConsumer progress) throws IOException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var insert =
            connection.prepareStatement(
                """
                insert into access_token
                  (id, token_hash, app_id, account_id, scopes, created_at, used_at)
                values (?, ?, 1, ?, 'read write follow push profile', ?, ?)\
                """)) {
      connection.setAutoCommit(false);
      long now = System.currentTimeMillis();
      for (int account = 1; account <= accounts; account++) {
        insert.setLong(1, account + 1000);
        insert.setString(2, hash(token(account)));
        insert.setLong(3, Crowd.account(account));
        insert.setLong(4, now);
        insert.setLong(5, now);
        insert.addBatch();
        if (account % 1000 == 0) {
          insert.executeBatch();
        }
        progress.accept(account);
      }
      insert.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      throw new IOException("the accounts could not be signed in: " + e.getMessage(), e);
    }
  }

  /// With what an account proves itself.
  static String token(int account) {
    return "%043d".formatted(account);
  }

  private static String hash(String token) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Opens the doors, and says where.
  URI open() throws IOException {
    var settings = Service.settings(folder, 0);
    Files.writeString(
        settings,
        """
        database.url=%s
        database.user=%s
        database.password=%s
        limits.requests=100000000
        limits.pages=100000000
        web.connections-per-address=16384
        web.live-listeners-per-address=10000
        """
            .formatted(database.url(), database.user(), database.password()),
        StandardOpenOption.APPEND);
    var process = GatewayProcess.start(settings, GatewayProcess.launcherFlags());
    gateway = Optional.of(process);
    return process.page();
  }

  @Override
  public void close() throws IOException {
    if (gateway.isPresent()) {
      gateway.get().close();
    }
    if (server.isPresent()) {
      server.get().close();
    }
  }
}
