package io.voicepost.gateway.identity;

import io.voicepost.gateway.access.SignUpProblem;
import io.voicepost.storage.Account;

/// How claiming an account ended.
public sealed interface ClaimAnswer {
  /// The account has its handle and password, and is signed in with them like any other.
  record Claimed(Account account) implements ClaimAnswer {}

  /// The handle or the password cannot be used; the code can.
  record Refused(SignUpProblem problem) implements ClaimAnswer {}

  /// No such code, or none any more.
  record Wrong() implements ClaimAnswer {}

  /// Not looked at: there were too many tries.
  record TooManyTries() implements ClaimAnswer {}
}
