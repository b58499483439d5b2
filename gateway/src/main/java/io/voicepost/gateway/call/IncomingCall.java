package io.voicepost.gateway.call;

/// A call that rings.
///
/// @param presented the caller's number as the network presents it, empty if withheld
/// @param line the service number that was called
public record IncomingCall(String presented, Line line) {
  /// The line alone: a call may be logged by accident, its number may not.
  @Override
  public String toString() {
    return "a call to " + line.number();
  }
}
