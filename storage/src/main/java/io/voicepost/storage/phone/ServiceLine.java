package io.voicepost.storage.phone;

import io.voicepost.storage.TextRules;
import java.time.Duration;

/// A service number and its settings, as they are kept.
///
/// @param number the extension that Asterisk answers, digits with an optional `+`
/// @param name what people call it
/// @param region where callers' numbers without a country code belong, ISO 3166-1 alpha-2
/// @param longest the longest message, whole seconds
/// @param silence how much silence ends a message, whole seconds
public record ServiceLine(
    String number,
    String name,
    String region,
    LineSpeech speech,
    Duration longest,
    Duration silence,
    LinePolicy policy,
    OpeningHours hours,
    FairUse fairUse) {
  public ServiceLine {
    TextRules.checkLineNumber(number);
    TextRules.check(name, 100, "the name of a line");
    if (!region.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("a region is two capital letters, not " + region);
    }
    if (longest.toSeconds() < 1 || longest.toMinutes() > 60) {
      throw new IllegalArgumentException("the longest message is 1 s to 1 h, not " + longest);
    }
    if (silence.toSeconds() < 1 || silence.toSeconds() > 60) {
      throw new IllegalArgumentException("the silence that ends a message is 1 to 60 s");
    }
  }

  /// The same line under another number.
  public ServiceLine at(String other) {
    return new ServiceLine(other, name, region, speech, longest, silence, policy, hours, fairUse);
  }

  /// The same line for messages that are no longer than `most`.
  public ServiceLine upTo(Duration most) {
    var shorter = longest.compareTo(most) < 0 ? longest : most;
    return new ServiceLine(number, name, region, speech, shorter, silence, policy, hours, fairUse);
  }
}
