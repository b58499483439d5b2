package io.voicepost.gateway.access;

/// Why a handle or a password is not taken.
public enum SignUpProblem {
  HANDLE_INVALID,
  HANDLE_TAKEN,
  NAME_INVALID,
  PASSWORD_SHORT,
  PASSWORD_LONG,
  PASSWORD_IS_HANDLE,
  PASSWORD_COMMON
}
