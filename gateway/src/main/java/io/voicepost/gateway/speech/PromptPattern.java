package io.voicepost.gateway.speech;

import java.util.Locale;

/// What has a number in it and is said in each language in its own way. Each table has a message
/// format of ICU for it, see [PromptGrammar].
enum PromptPattern {
  /// One of a code or a name.
  DIGIT,
  SECONDS_AGO,
  MINUTES_AGO,
  HOURS_AGO,
  DAYS_AGO,
  MINUTES,
  HOURS,
  TIMES,
  REPLIES,
  DRAFTS,
  /// When something happens on a day.
  TIME;

  /// Its key in the tables.
  String key() {
    return "say." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
