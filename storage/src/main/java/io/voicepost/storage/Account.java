package io.voicepost.storage;

import java.time.Instant;

/// Who posts belong to. `displayName` is free text of 1 to 100 characters, to be escaped where it
/// is shown.
public record Account(AccountId id, Handle handle, String displayName, Instant createdAt) {
  public Account {
    if (displayName.isBlank() || displayName.length() > 100) {
      throw new IllegalArgumentException("a display name has 1 to 100 characters");
    }
  }
}
