package io.voicepost.gateway.testphone.transcript;

import java.time.Duration;

/// One stretch of what was heard, between silences or other sounds.
public sealed interface Passage {
  /// When it began, counted from the answer.
  Duration at();

  Duration lasted();

  default Duration until() {
    return at().plus(lasted());
  }

  /// A sound of the service.
  ///
  /// @param of how long the whole sound is
  /// @param whole whether it was heard to its end
  record Said(Duration at, Duration lasted, Duration of, Phrase phrase, boolean whole)
      implements Passage {}

  /// A sound that is none of the service's, such as a post.
  record Unknown(Duration at, Duration lasted) implements Passage {}
}
