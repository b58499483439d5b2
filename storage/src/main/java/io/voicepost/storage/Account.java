package io.voicepost.storage;

import java.time.Instant;

/// Who posts belong to. `displayName` is free text of 1 to 100 characters without control
/// characters, to be escaped where it is shown.
public record Account(AccountId id, Handle handle, String displayName, Instant createdAt) {
  public Account {
    if (displayName.isBlank() || displayName.length() > 100) {
      throw new IllegalArgumentException("a display name has 1 to 100 characters");
    }
    // PostgreSQL takes no U+0000, and neither database gives half a surrogate pair back.
    if (displayName.codePoints().anyMatch(Account::isUnwritable)) {
      throw new IllegalArgumentException("a display name has no control characters");
    }
  }

  private static boolean isUnwritable(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }
}
