package io.voicepost.storage.sql;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The few places where the two databases differ: how a connection is made, how many may write at
/// once, how nodes reach each other, what the bytewise collation is called, and what to advise when
/// the door stays shut.
enum Dialect {
  SQLITE("binary") {
    @Override
    void connect(DatabaseConfig config, HikariConfig pool) throws IOException {
      Path file = Path.of(file(config.url())).toAbsolutePath();
      if (file.getParent() != null) {
        PrivateFile.makeFolder(file.getParent());
      }
      // What SQLite makes beside its file has the mode of that file.
      PrivateFile.make(file);
      PrivateFile.close(Path.of(file + "-wal"));
      PrivateFile.close(Path.of(file + "-shm"));
      var sqlite = new SQLiteConfig();
      sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
      // With NORMAL, a power cut may take back commits that were already answered.
      sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
      sqlite.enforceForeignKeys(true);
      sqlite.setBusyTimeout(Math.toIntExact(config.timeout().toMillis()));
      // A transaction that reads first and writes later fails at once when another one writes.
      sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
      var source = new SQLiteDataSource(sqlite);
      source.setUrl(config.url());
      pool.setDataSource(source);
    }

    @Override
    WriterLock writers(Duration timeout) {
      return WriterLock.exclusive(timeout);
    }

    @Override
    boolean isShared() {
      return false;
    }

    @Override
    NodeChannel.Transport carrier(DatabaseConfig config, Sql sql) {
      return new TableTransport(sql);
    }

    @Override
    String advice(SQLException failure) {
      return failure.getErrorCode() == SQLITE_NOTADB
          ? "is the path right?"
          : "can this user read and write the file and its folder?";
    }
  },

  POSTGRESQL("\"C\"") {
    @Override
    void connect(DatabaseConfig config, HikariConfig pool) {
      long seconds = Math.max(1, config.timeout().toSeconds());
      pool.setJdbcUrl(config.url());
      pool.setUsername(config.user());
      pool.setPassword(config.password());
      // The server gives up first, and takes back what it began: a statement that only its client
      // has given up may still be carried out.
      pool.setConnectionInitSql("set statement_timeout = " + config.timeout().toMillis());
      // As texts, for the driver overlooks numbers. Without them a server that went silent would
      // hold its caller for ever.
      pool.addDataSourceProperty("connectTimeout", Long.toString(seconds));
      pool.addDataSourceProperty("socketTimeout", Long.toString(seconds + 2));
      pool.addDataSourceProperty("tcpKeepAlive", "true");
      pool.addDataSourceProperty("ApplicationName", "voicepost");
    }

    @Override
    WriterLock writers(Duration timeout) {
      return WriterLock.unlimited();
    }

    @Override
    boolean isShared() {
      return true;
    }

    @Override
    NodeChannel.Transport carrier(DatabaseConfig config, Sql sql) {
      return new NotifyTransport(config, sql);
    }

    @Override
    String advice(SQLException failure) {
      String state = String.valueOf(failure.getSQLState());
      if (state.startsWith("28")) {
        return "are user and password right?";
      }
      return state.equals("3D000")
          ? "create it, or correct its name"
          : "does PostgreSQL run there, and can it be reached?";
    }
  };

  static final String SQLITE_PREFIX = "jdbc:sqlite:";
  private static final String POSTGRESQL_PREFIX = "jdbc:postgresql:";
  private static final int SQLITE_NOTADB = 26;

  private final String bytewise;

  Dialect(String bytewise) {
    this.bytewise = bytewise;
  }

  static Dialect of(String url) {
    if (url.startsWith(POSTGRESQL_PREFIX)) {
      if (DriverManager.drivers().noneMatch(driver -> accepts(driver, url))) {
        throw new IllegalArgumentException(
            "a PostgreSQL address is jdbc:postgresql://HOST:PORT/NAME");
      }
      return POSTGRESQL;
    }
    if (!url.startsWith(SQLITE_PREFIX)) {
      throw new IllegalArgumentException(
          "a database address begins with jdbc:sqlite: or jdbc:postgresql:");
    }
    // Every connection would have a database of its own in memory.
    if (file(url).isBlank() || url.contains(":memory:") || url.contains("mode=memory")) {
      throw new IllegalArgumentException(
          "SQLite needs a file, as in jdbc:sqlite:data/voicepost.db");
    }
    return SQLITE;
  }

  /// The name of the collation that compares bytes.
  String bytewise() {
    return bytewise;
  }

  /// Tells the pool how to connect.
  abstract void connect(DatabaseConfig config, HikariConfig pool) throws IOException;

  /// How many may write at once. SQLite has one writer at a time, and lets those who wait ask again
  /// and again, so that some wait long.
  abstract WriterLock writers(Duration timeout);

  /// Whether many gateways may use one database.
  abstract boolean isShared();

  /// How those who use one database reach each other.
  abstract NodeChannel.Transport carrier(DatabaseConfig config, Sql sql);

  /// What the operator can do about a database that cannot be opened.
  abstract String advice(SQLException failure);

  private static boolean accepts(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  private static String file(String url) {
    return url.substring(SQLITE_PREFIX.length())
        .replaceFirst("\\?.*", "")
        .replaceFirst("^file:", "");
  }
}
