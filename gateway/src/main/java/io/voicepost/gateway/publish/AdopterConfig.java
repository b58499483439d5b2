package io.voicepost.gateway.publish;

import java.time.Duration;
import java.util.List;

/// What the adopter has to know of the dialplan.
///
/// @param line the service number that messages without a readable note are for
/// @param longest the longest message
/// @param fallbackKeys the 16 characters that the dialplan encrypts callers' numbers with, and
///   after them those that it did before
public record AdopterConfig(String line, Duration longest, List<String> fallbackKeys) {
  public AdopterConfig {
    fallbackKeys = List.copyOf(fallbackKeys);
    if (!fallbackKeys.stream().allMatch(it -> it.matches("[A-Za-z0-9]{16}"))) {
      throw new IllegalArgumentException("the fallback key is 16 letters and digits");
    }
  }

  /// Without the key.
  @Override
  public String toString() {
    return "AdopterConfig[line=" + line + ", longest=" + longest + "]";
  }
}
