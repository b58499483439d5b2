package io.voicepost.storage.sql;

import io.voicepost.storage.access.LockoutPolicy;
import java.time.Instant;
import java.util.Optional;

/// [LockoutPolicy] as an expression of SQL.
final class LockoutSql {
  private LockoutSql() {}

  /// Until when there will be no other try, once the one about to be counted is; 0 for any time.
  /// Wants `:now`.
  ///
  /// @param column the tries so far
  static String lockedUntil(LockoutPolicy lockoutPolicy, String column) {
    return "case when (%s + 1) %% %d <> 0 then 0 else :now + %s end"
        .formatted(column, lockoutPolicy.tries(), pause(lockoutPolicy, column));
  }

  private static String pause(LockoutPolicy lockoutPolicy, String column) {
    var pauses = lockoutPolicy.pauses();
    if (pauses.size() == 1) {
      return Long.toString(pauses.getFirst().toMillis());
    }
    var text = new StringBuilder("case");
    for (int round = 1; round < pauses.size(); round++) {
      text.append(
          " when %s + 1 <= %d then %d"
              .formatted(column, round * lockoutPolicy.tries(), pauses.get(round - 1).toMillis()));
    }
    return text.append(" else %d end".formatted(pauses.getLast().toMillis())).toString();
  }

  /// What such a column says.
  static Optional<Instant> time(long millis) {
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
