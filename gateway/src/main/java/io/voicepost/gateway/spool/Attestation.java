package io.voicepost.gateway.spool;

/// What the carriers on the way say of a caller's number (ATIS-1000074, 5.2.3), as far as we
/// believe it.
public enum Attestation {
  /// The caller is known and may use the number.
  A,
  /// The caller is known, the number is not vouched for.
  B,
  /// Only where the call came in is known.
  C,
  /// Nothing was signed, or nothing that can be checked.
  NONE,
  /// What was signed is wrong, old, of another call, or was used before.
  FAILED
}
