package io.voicepost.gateway.testphone;

import java.time.Duration;

/// Is told what happens in a call while it happens, by the thread that makes the call: it must
/// return at once. Times are counted from the answer.
public interface CallListener {
  /// Of a call that nobody follows.
  CallListener NOBODY = new CallListener() {};

  /// Something came out of the receiver. Sound that was encoded comes a little late, and all of it
  /// in order.
  ///
  /// @param position of its first sample, at [ReceivedAudio#RATE]
  default void heard(int position, short[] sound) {}

  /// What came out of the receiver before this position has been told.
  default void heardUntil(int position) {}

  default void pressed(char key, Duration at) {}

  default void speaks(Duration at) {}

  default void spoke(Duration at, Duration lasted) {}
}
