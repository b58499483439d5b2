package io.voicepost.gateway.call;

import io.voicepost.gateway.spool.CallPath;

/// A call that rings.
///
/// @param presented the caller's number as the network presents it, empty if withheld
/// @param dialled the service number that was called
/// @param path how it comes in
/// @param verifyResult what Asterisk says of its signature, empty where nothing was signed; see
///   [SignedCall]
/// @param identity what was signed, empty where nothing was
public record IncomingCall(
    String presented, String dialled, CallPath path, String verifyResult, String identity) {
  /// The same call with nothing that it says of its caller.
  IncomingCall withoutNumber() {
    return new IncomingCall("", dialled, path, "", "");
  }

  /// The line alone: a call may be logged by accident, its number may not.
  @Override
  public String toString() {
    return "a call to " + dialled;
  }
}
