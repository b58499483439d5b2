package io.voicepost.gateway.identity;

/// How it stands with the PIN in this call.
public enum PinStatus {
  /// The account has none.
  NONE_SET,
  NOT_ASKED,
  RIGHT,
  WRONG,
  LOCKED
}
