package io.voicepost.gateway.call;

/// What a caller keyed in at once.
public sealed interface DigitInput {
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
