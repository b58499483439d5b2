package io.voicepost.gateway.identity;

import io.voicepost.gateway.spool.Attestation;
import io.voicepost.gateway.spool.CallPath;
import io.voicepost.storage.CallerClass;

/// All that is known when it is decided what a caller may do.
///
/// @param callerClass of the account that the number, or the caller by other means, named
public record Evidence(
    CallerClass callerClass,
    Attestation attestation,
    Trunk trunk,
    Standing number,
    PinStanding pin,
    CallPath path) {}
