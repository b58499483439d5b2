package io.voicepost.gateway.spool;

import java.util.Objects;

/// How a message came, as far as that speaks for its caller's number.
public record Origin(CallPath path, Attestation attestation) {
  /// What Asterisk recorded alone: nobody could ask for anything.
  public static final Origin FALLBACK = new Origin(CallPath.FALLBACK, Attestation.NONE);

  /// A telephone call whose number nobody signed.
  public static final Origin UNSIGNED = new Origin(CallPath.PHONE, Attestation.NONE);

  public Origin {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(attestation, "attestation");
  }
}
