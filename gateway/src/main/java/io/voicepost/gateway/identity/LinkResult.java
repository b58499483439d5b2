package io.voicepost.gateway.identity;

import io.voicepost.storage.AccountId;

/// How linking a phone ended.
public sealed interface LinkResult {
  /// The phone is the account's, and proved.
  record Linked(AccountId account) implements LinkResult {}

  /// The phone is another account's; the code can still be used.
  record PhoneTaken() implements LinkResult {}

  /// No such code, or none any more.
  record Wrong() implements LinkResult {}

  /// Not looked at: there were too many tries.
  record TooManyTries() implements LinkResult {}
}
