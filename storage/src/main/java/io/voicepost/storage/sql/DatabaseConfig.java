package io.voicepost.storage.sql;

import java.nio.file.Path;
import java.time.Duration;

/// Which database, and how patient to be with it.
///
/// `url` is `jdbc:sqlite:FILE` or `jdbc:postgresql://HOST[:PORT]/NAME`; SQLite leaves `user` and
/// `password` empty. `poolSize` bounds the connections. `timeout` is the longest wait for a
/// connection, for a locked database and for an answer.
public record DatabaseConfig(
    String url, String user, String password, int poolSize, Duration timeout) {
  /// @throws IllegalArgumentException if the address is of neither kind, or a limit makes no sense
  public DatabaseConfig {
    Dialect.of(url);
    if (poolSize < 1) {
      throw new IllegalArgumentException("a pool has at least one connection, not " + poolSize);
    }
    if (timeout.toMillis() < 250) {
      throw new IllegalArgumentException("a database needs at least 250 ms, not " + timeout);
    }
  }

  /// A database in a file of this machine, with the usual limits. The folder is made if missing.
  public static DatabaseConfig sqlite(Path file) {
    return new DatabaseConfig(Dialect.SQLITE_PREFIX + file, "", "", 8, Duration.ofSeconds(10));
  }

  /// The same with another number of connections.
  public DatabaseConfig withPoolSize(int size) {
    return new DatabaseConfig(url, user, password, size, timeout);
  }

  /// The address without what follows its `?`, where a password may stand.
  String publicUrl() {
    int end = url.indexOf('?');
    return end < 0 ? url : url.substring(0, end);
  }

  /// Says everything but the password.
  @Override
  public String toString() {
    return "DatabaseConfig[url=%s, user=%s, poolSize=%d, timeout=%s]"
        .formatted(publicUrl(), user, poolSize, timeout);
  }
}
