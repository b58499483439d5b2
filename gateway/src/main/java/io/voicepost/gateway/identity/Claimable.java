package io.voicepost.gateway.identity;

import io.voicepost.storage.Account;

/// What a claim code claims.
public sealed interface Claimable {
  record Found(Account account) implements Claimable {}

  /// No such code, or none any more.
  record Wrong() implements Claimable {}

  /// Not looked at: there were too many tries.
  record TooManyTries() implements Claimable {}
}
