package io.voicepost.gateway.access;

import io.voicepost.storage.Account;

/// How signing up ended.
public sealed interface SignUpResult {
  record Made(Account account) implements SignUpResult {}

  record Refused(SignUpProblem problem) implements SignUpResult {}
}
