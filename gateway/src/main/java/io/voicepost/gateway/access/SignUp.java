package io.voicepost.gateway.access;

import io.voicepost.storage.Account;

/// How signing up ended.
public sealed interface SignUp {
  record Made(Account account) implements SignUp {}

  record Refused(SignUpProblem problem) implements SignUp {}
}
