package io.voicepost.gateway.identity;

/// What the caller's number is to us.
public enum NumberStatus {
  /// Linked to an account, and known to be its own.
  PROVED,
  /// Linked to an account that did not prove it yet.
  NEW,
  /// Linked to no account.
  UNKNOWN,
  WITHHELD
}
