package io.voicepost.gateway.call;

import java.util.Optional;

/// What a caller keyed in at once.
public sealed interface DigitInput {
  /// What they keyed in; empty if that is nothing, or has a `*`, which gives up, or they hung up.
  default Optional<String> digits() {
    return this instanceof Keys(var text) && !text.isEmpty() && !text.contains("*")
        ? Optional.of(text)
        : Optional.empty();
  }

  /// @param text `0` to `9` and `*`, perhaps nothing
  record Keys(String text) implements DigitInput {
    /// It may be a PIN.
    @Override
    public String toString() {
      return text.length() + " keys";
    }
  }

  record HungUp() implements DigitInput {}
}
