package io.voicepost.gateway.web.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A language that a voice may speak.
///
/// @param tag its tag (BCP 47)
/// @param name what it calls itself
record SpokenLanguage(String tag, String name) {
  private static final List<String> USUAL =
      List.of(
          "en", "zh", "yue", "es", "fr", "de", "pt", "it", "nl", "pl", "ru", "uk", "tr", "ar", "fa",
          "hi", "bn", "id", "vi", "th", "ja", "ko");

  static SpokenLanguage of(String tag) {
    var locale = Locale.forLanguageTag(tag);
    var name = locale.getDisplayName(locale);
    return new SpokenLanguage(tag, name.isEmpty() ? tag : name);
  }

  /// The usual ones, and one more where it is none of them.
  static List<SpokenLanguage> with(String tag) {
    var tags = new ArrayList<>(USUAL);
    if (!tag.isEmpty() && !tags.contains(tag)) {
      tags.add(tag);
    }
    return tags.stream().map(SpokenLanguage::of).toList();
  }
}
