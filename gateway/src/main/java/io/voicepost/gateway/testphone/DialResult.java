package io.voicepost.gateway.testphone;

import java.time.Duration;

/// What became of a call.
public sealed interface DialResult {
  /// Nobody took it.
  ///
  /// @param status the SIP status: 404 for an unknown number, 503 for a full house, 408 for silence
  record NotAnswered(int status, String reason) implements DialResult {}

  /// It was answered, and ended by one of the two.
  ///
  /// @param callId what the phone named the call (RFC 3261, 8.1.1.4)
  /// @param answeredAfter from dialling to the answer
  /// @param spokeAt when the first word was said, counted from the answer; all of the call if none
  /// @param spoken how much of the speech was said
  /// @param lasted from the answer to the end
  /// @param byService whether the service hung up, and not the caller
  /// @param received what the caller heard, at 8 kHz
  record Ended(
      String callId,
      Duration answeredAfter,
      Duration spokeAt,
      Duration spoken,
      Duration lasted,
      boolean byService,
      ReceivedAudio received)
      implements DialResult {}
}
