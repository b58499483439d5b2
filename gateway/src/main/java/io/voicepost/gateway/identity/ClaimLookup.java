package io.voicepost.gateway.identity;

import io.voicepost.storage.Account;

/// What a claim code claims.
public sealed interface ClaimLookup {
  record Found(Account account) implements ClaimLookup {}

  /// No such code, or none any more.
  record Wrong() implements ClaimLookup {}

  /// Not looked at: there were too many tries.
  record TooManyTries() implements ClaimLookup {}
}
