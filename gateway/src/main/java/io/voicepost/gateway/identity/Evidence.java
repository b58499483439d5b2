package io.voicepost.gateway.identity;

import io.voicepost.gateway.spool.Attestation;
import io.voicepost.gateway.spool.CallPath;
import io.voicepost.storage.phone.CallerClass;

/// All that is known when it is decided what a caller may do.
///
/// @param callerClass of the account that the number, or the caller by other means, named
public record Evidence(
    CallerClass callerClass,
    Attestation attestation,
    Trunk trunk,
    NumberStatus number,
    PinStatus pin,
    CallPath path) {}
