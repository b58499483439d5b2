package io.voicepost.gateway.publish;

import java.time.Duration;

/// What the adopter has to know of the dialplan.
///
/// @param line the service number that messages without a readable note are for
/// @param region where callers' numbers without a country code belong, ISO 3166-1 alpha-2
/// @param longest the longest message
/// @param fallbackKey the 16 characters that the dialplan encrypts callers' numbers with
public record AdopterConfig(String line, String region, Duration longest, String fallbackKey) {
  public AdopterConfig {
    if (!fallbackKey.matches("[A-Za-z0-9]{16}")) {
      throw new IllegalArgumentException("the fallback key is 16 letters and digits");
    }
  }

  /// Without the key.
  @Override
  public String toString() {
    return "AdopterConfig[line=" + line + ", region=" + region + ", longest=" + longest + "]";
  }
}
