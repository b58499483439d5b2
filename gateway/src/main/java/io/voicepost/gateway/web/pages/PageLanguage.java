package io.voicepost.gateway.web.pages;

import java.util.Locale;
import java.util.Optional;

/// A language that the pages speak.
public enum PageLanguage {
  ENGLISH("en", "en", Locale.ENGLISH, "English", "A"),
  CHINESE("zh", "zh-Hans", Locale.SIMPLIFIED_CHINESE, "中文", "文");

  private final String code;
  private final String tag;
  private final Locale locale;
  private final String ownName;
  private final String glyph;

  PageLanguage(String code, String tag, Locale locale, String ownName, String glyph) {
    this.code = code;
    this.tag = tag;
    this.locale = locale;
    this.ownName = ownName;
    this.glyph = glyph;
  }

  /// The one of two texts that is in this language.
  String say(String english, String chinese) {
    return switch (this) {
      case ENGLISH -> english;
      case CHINESE -> chinese;
    };
  }

  /// As in `?lang=` and the cookie.
  String code() {
    return code;
  }

  /// As in HTML's `lang` (BCP 47).
  String tag() {
    return tag;
  }

  Locale locale() {
    return locale;
  }

  /// What the language calls itself.
  String ownName() {
    return ownName;
  }

  /// One character that stands for it.
  String glyph() {
    return glyph;
  }

  PageLanguage other() {
    return this == ENGLISH ? CHINESE : ENGLISH;
  }

  static Optional<PageLanguage> ofCode(String code) {
    for (var language : values()) {
      if (language.code.equals(code)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /// The language of a tag (BCP 47), whatever it says more: `zh-TW` is Chinese.
  static Optional<PageLanguage> ofTag(String tag) {
    return ofCode(tag.split("-", 2)[0]);
  }

  /// The language a visitor likes best, from `Accept-Language` (RFC 9110, section 12.5.4); English
  /// where the header is empty, broken, or asks for others.
  static PageLanguage preferred(String acceptLanguage) {
    try {
      for (var range : Locale.LanguageRange.parse(acceptLanguage)) {
        var language = ofTag(range.getRange());
        if (range.getWeight() > 0 && language.isPresent()) {
          return language.get();
        }
      }
    } catch (IllegalArgumentException _) {
      // A header that nobody can read says nothing.
    }
    return ENGLISH;
  }
}
