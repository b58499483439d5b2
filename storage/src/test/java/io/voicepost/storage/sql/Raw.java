package io.voicepost.storage.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Plain SQL beside the stores, for what they do not show.
final class Raw {
  private Raw() {}

  static Connection connect(DatabaseConfig config) throws SQLException {
    Connection connection =
        DriverManager.getConnection(config.url(), config.user(), config.password());
    if (config.url().startsWith(Dialect.SQLITE_PREFIX)) {
      try (var statement = connection.createStatement()) {
        statement.execute("pragma foreign_keys = on");
      }
    }
    return connection;
  }

  static void execute(DatabaseConfig config, String... statements) throws SQLException {
    try (var connection = connect(config);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /// All rows, each as its columns' texts, `null` written out.
  static List<List<String>> query(DatabaseConfig config, String sql) throws SQLException {
    try (var connection = connect(config);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var found = new ArrayList<List<String>>();
      while (rows.next()) {
        var row = new ArrayList<String>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          row.add(String.valueOf(rows.getString(column)));
        }
        found.add(row);
      }
      return found;
    }
  }
}
