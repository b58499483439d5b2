package io.voicepost.gateway.call;

import java.time.Duration;
import java.util.Locale;

/// A service number and its settings.
///
/// @param number the extension that Asterisk answers, digits with an optional `+`
/// @param region where callers' numbers without a country code belong, ISO 3166-1 alpha-2
/// @param language the language of its prompts
/// @param longest the longest message
/// @param silence how much silence ends a message
public record Line(
    String number, String region, Locale language, Duration longest, Duration silence) {
  public Line {
    if (!number.matches("\\+?[0-9]{1,15}")) {
      throw new IllegalArgumentException("a service number is 1 to 15 digits, not " + number);
    }
    if (!region.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("a region is two capital letters, not " + region);
    }
    if (longest.toSeconds() < 1 || longest.toMinutes() > 60) {
      throw new IllegalArgumentException("the longest message is 1 s to 1 h, not " + longest);
    }
    if (silence.toSeconds() < 1) {
      throw new IllegalArgumentException("the silence that ends a message is 1 s or more");
    }
  }
}
