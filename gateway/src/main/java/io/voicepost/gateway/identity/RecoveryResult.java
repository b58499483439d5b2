package io.voicepost.gateway.identity;

import io.voicepost.gateway.access.SignUpProblem;
import io.voicepost.storage.Account;

/// How setting a new password by telephone ended.
public sealed interface RecoveryResult {
  record Recovered(Account account) implements RecoveryResult {}

  /// The password is not taken; the code stays good.
  record Refused(SignUpProblem problem) implements RecoveryResult {}

  /// No such account, or not its code; it is not said which.
  record Wrong() implements RecoveryResult {}

  record TooManyTries() implements RecoveryResult {}
}
