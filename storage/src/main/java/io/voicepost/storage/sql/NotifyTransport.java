package io.voicepost.storage.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Carries over PostgreSQL's `NOTIFY` and hears by `LISTEN`, on a connection of its own.
final class NotifyTransport implements NodeChannel.Transport {
  private static final String CHANNEL = "voicepost";

  /// After so long a silence the server is asked for a sign of life.
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final DatabaseConfig config;
  private final Sql sql;
  private volatile Optional<Connection> listening = Optional.empty();

  NotifyTransport(DatabaseConfig config, Sql sql) {
    this.config = config;
    this.sql = sql;
  }

  @Override
  public void carry(String message) throws IOException {
    sql.write(db -> db.execute("select pg_notify(?, ?)", CHANNEL, message));
  }

  @Override
  public void open() throws IOException {
    close();
    try {
      var connection = DriverManager.getConnection(config.url(), properties());
      listening = Optional.of(connection);
      execute(connection, "listen " + CHANNEL);
    } catch (SQLException e) {
      throw unheard(e);
    }
  }

  private Properties properties() {
    long seconds = Math.max(1, config.timeout().toSeconds());
    var properties = new Properties();
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    properties.setProperty("connectTimeout", Long.toString(seconds));
    properties.setProperty("socketTimeout", Long.toString(seconds + 2));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "voicepost nodes");
    return properties;
  }

  @Override
  public List<String> await() throws IOException {
    try {
      var connection = listening.orElseThrow(() -> new IOException("not listening"));
      var found =
          connection
              .unwrap(PGConnection.class)
              .getNotifications(Math.toIntExact(SILENCE.toMillis()));
      if (found.length == 0) {
        execute(connection, "select 1");
      }
      return Arrays.stream(found).map(PGNotification::getParameter).toList();
    } catch (SQLException e) {
      throw unheard(e);
    }
  }

  private static void execute(Connection connection, String statement) throws SQLException {
    try (var running = connection.createStatement()) {
      running.execute(statement);
    }
  }

  private static IOException unheard(SQLException cause) {
    return new IOException("the database does not answer: " + Sql.firstLine(cause), cause);
  }

  /// Also while another thread waits for what comes.
  @Override
  public void close() {
    listening.ifPresent(connection -> {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException _) {
        // It is of no use any more either way.
      }
    });
    listening = Optional.empty();
  }
}
