package io.voicepost.storage.sql;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Runs statements and tells failures apart: `IOException` where the database did not answer, which
/// passes; unchecked where the statement itself was wrong, which is a bug. Whatever is not surely a
/// bug is taken to pass, so that no message is given up for it.
final class Sql {
  /// SQLSTATE classes of ISO 9075: feature not supported, data, integrity, syntax or access rule.
  private static final Set<String> BUG_CLASSES = Set.of("0A", "22", "23", "42");

  private static final Set<SQLiteErrorCode> SQLITE_BUGS =
      Set.of(
          SQLiteErrorCode.SQLITE_ERROR,
          SQLiteErrorCode.SQLITE_TOOBIG,
          SQLiteErrorCode.SQLITE_CONSTRAINT,
          SQLiteErrorCode.SQLITE_MISMATCH,
          SQLiteErrorCode.SQLITE_MISUSE,
          SQLiteErrorCode.SQLITE_RANGE);

  private final Jdbi jdbi;
  private final WriterLock writers;

  /// @param writers whose turn it is to write
  Sql(Jdbi jdbi, WriterLock writers) {
    this.jdbi = jdbi;
    this.writers = writers;
  }

  /// Runs `work`, which only reads, on a connection.
  <T> T run(HandleCallback<T, RuntimeException> work) throws IOException {
    try {
      return jdbi.withHandle(work);
    } catch (JdbiException e) {
      throw unlessBug(e);
    }
  }

  /// Runs `work`, which is one statement that writes: it needs no transaction around it.
  <T> T write(HandleCallback<T, RuntimeException> work) throws IOException {
    try (var _ = writers.acquire()) {
      return jdbi.withHandle(work);
    } catch (JdbiException e) {
      throw unlessBug(e);
    }
  }

  /// Runs `work`, which writes, as one transaction.
  <T> T transact(HandleCallback<T, RuntimeException> work) throws IOException {
    try (var _ = writers.acquire()) {
      return jdbi.inTransaction(work);
    } catch (JdbiException e) {
      throw unlessBug(e);
    }
  }

  /// Whether a uniqueness rule was broken, on either database.
  static boolean isDuplicate(JdbiException failure) {
    SQLException cause = sqlCause(failure);
    return cause instanceof SQLiteException sqlite
        ? sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
        : "23505".equals(cause.getSQLState());
  }

  private static IOException unlessBug(JdbiException failure) {
    SQLException cause = sqlCause(failure);
    if (isBug(cause)) {
      throw failure;
    }
    return new IOException("the database does not answer: " + firstLine(cause), cause);
  }

  private static boolean isBug(SQLException cause) {
    if (cause instanceof SQLiteException sqlite) {
      int primary = sqlite.getResultCode().code & 0xff;
      return SQLITE_BUGS.stream().anyMatch(bug -> bug.code == primary);
    }
    String state = cause.getSQLState();
    return state != null && state.length() == 5 && BUG_CLASSES.contains(state.substring(0, 2));
  }

  /// The innermost SQL failure: the pool wraps the one that says why.
  static SQLException sqlCause(Throwable failure) {
    SQLException found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        found = sql;
      }
    }
    return found == null ? new SQLException(failure.getMessage(), failure) : found;
  }

  static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
