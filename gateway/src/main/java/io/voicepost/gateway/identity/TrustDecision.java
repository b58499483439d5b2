package io.voicepost.gateway.identity;

/// What may be done with a caller's message.
public enum TrustDecision {
  /// It is the account's: published.
  PUBLISH,
  /// It is once the PIN is right; if it is not asked for any more, it is held for approval.
  ASK_PIN,
  /// It waits for the account's approval on the web.
  HOLD_FOR_APPROVAL,
  /// It waits until somebody knows whose it is.
  HOLD_AS_UNKNOWN
}
