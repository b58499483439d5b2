package io.voicepost.gateway.call;

/// What a caller keyed in at once.
public sealed interface Keyed {
  /// @param text `0` to `9` and `*`, perhaps nothing
  record Keys(String text) implements Keyed {
    /// It may be a PIN.
    @Override
    public String toString() {
      return text.length() + " keys";
    }
  }

  record HungUp() implements Keyed {}
}
