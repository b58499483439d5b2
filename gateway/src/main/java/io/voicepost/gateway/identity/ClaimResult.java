package io.voicepost.gateway.identity;

import io.voicepost.gateway.access.SignUpProblem;
import io.voicepost.storage.Account;

/// How claiming an account ended.
public sealed interface ClaimResult {
  /// The account has its handle and password, and is signed in with them like any other.
  record Claimed(Account account) implements ClaimResult {}

  /// The handle or the password cannot be used; the code can.
  record Refused(SignUpProblem problem) implements ClaimResult {}

  /// No such code, or none any more.
  record Wrong() implements ClaimResult {}

  /// Not looked at: there were too many tries.
  record TooManyTries() implements ClaimResult {}
}
