package io.voicepost.storage.post;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Something that another account did and that `to` wants to know.
public record Notification(long id, AccountId to, Type type, Account from, Optional<Post> post) {
  /// What was done.
  public enum Type {
    FOLLOW,
    FOLLOW_REQUEST,
    MENTION,
    REPOST,
    LIKE,
    /// Posted, by one of whom each post is to be told.
    POST;

    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Type ofColumn(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  public Instant at() {
    return Instant.ofEpochMilli(id >> 16);
  }
}
