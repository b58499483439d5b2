package io.voicepost.gateway.call;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.spool.Attestation;
import io.voicepost.gateway.spool.CallId;
import io.voicepost.gateway.spool.CallPath;
import io.voicepost.gateway.spool.Origin;
import java.util.Optional;

/// A call that rings.
///
/// @param presented the caller's number as the network presents it, empty if withheld
/// @param dialled the service number that was called
/// @param path how it comes in
/// @param proof what it brings along to show whose it is
/// @param id its name, where its telephone gave one that can be read
public record IncomingCall(
    String presented, String dialled, CallPath path, CallerProof proof, Optional<CallId> id) {
  /// The same call with nothing that it says of its caller.
  IncomingCall withoutNumber() {
    return new IncomingCall("", dialled, path, CallerProof.Signature.NONE, id);
  }

  /// The same call, of which it is known whose it is.
  IncomingCall by(Caller.Member member) {
    return new IncomingCall(presented, dialled, path, new CallerProof.SignedIn(member), id);
  }

  /// Where it comes from, as far as nobody signed it.
  Origin unsigned() {
    return new Origin(path, Attestation.NONE, id);
  }

  /// The line alone: a call may be logged by accident, its number may not.
  @Override
  public String toString() {
    return "a call to " + dialled;
  }
}
