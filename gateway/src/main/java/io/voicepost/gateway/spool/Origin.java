package io.voicepost.gateway.spool;

import java.util.Objects;
import java.util.Optional;

/// How a message came.
///
/// @param attestation what the network says for its caller's number
/// @param call in which call, where that is known
public record Origin(CallPath path, Attestation attestation, Optional<CallId> call) {
  /// What Asterisk recorded alone: nobody could ask for anything.
  public static final Origin FALLBACK = new Origin(CallPath.FALLBACK, Attestation.NONE);

  /// A telephone call whose number nobody signed.
  public static final Origin UNSIGNED = new Origin(CallPath.PHONE, Attestation.NONE);

  public Origin {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(attestation, "attestation");
    Objects.requireNonNull(call, "call");
  }

  public Origin(CallPath path, Attestation attestation) {
    this(path, attestation, Optional.empty());
  }
}
