package io.voicepost.gateway.identity;

import io.voicepost.gateway.access.SignUpProblem;
import io.voicepost.storage.Account;

/// How setting a new password by telephone ended.
public sealed interface RecoveryAnswer {
  record Recovered(Account account) implements RecoveryAnswer {}

  /// The password is not taken; the code stays good.
  record Refused(SignUpProblem problem) implements RecoveryAnswer {}

  /// No such account, or not its code; it is not said which.
  record Wrong() implements RecoveryAnswer {}

  record TooManyTries() implements RecoveryAnswer {}
}
