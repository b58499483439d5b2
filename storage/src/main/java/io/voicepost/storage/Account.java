package io.voicepost.storage;

import java.time.Instant;

/// Who posts belong to. `verified` is the operator's word that it is who it says.
public record Account(
    AccountId id, Handle handle, Profile profile, Role role, boolean verified, Instant createdAt) {
  /// A new account with a new id, which a store may find taken.
  public static Account fresh(Handle handle, String displayName, Instant now) {
    var id = new AccountId(PostId.at(now).value());
    return new Account(id, handle, Profile.of(displayName), Role.USER, false, now);
  }

  public String displayName() {
    return profile.displayName();
  }
}
