package io.voicepost.gateway.web.words;

import com.ibm.icu.util.ULocale;
import io.voicepost.gateway.language.LanguageTables;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A language that the pages speak. There is one for each table `messages_<code>.properties` beside
/// this class, and nowhere else a list of them.
public final class PageLanguage {
  private static final String FALLBACK = "en";

  private static final List<PageLanguage> ALL =
      LanguageTables.read("io/voicepost/gateway/web/words/", "messages_", MessageTable::new)
          .entrySet()
          .stream()
          .map(it -> new PageLanguage(it.getKey(), it.getValue()))
          .toList();

  private final String code;
  private final MessageTable messages;

  private PageLanguage(String code, MessageTable messages) {
    this.code = code;
    this.messages = messages;
  }

  /// All of them, by their codes.
  public static List<PageLanguage> all() {
    return ALL;
  }

  /// The language of those who asked for none of ours: English.
  public static PageLanguage fallback() {
    return ofCode(FALLBACK).orElseThrow();
  }

  /// ISO 639-1, as in `?lang=` and the cookie.
  public String code() {
    return code;
  }

  /// As in HTML's `lang` (BCP 47).
  public String tag() {
    return messages.text("language.tag");
  }

  /// What the language calls itself.
  public String ownName() {
    return messages.text("language.name");
  }

  /// As in HTML's `dir`.
  public String direction() {
    return new ULocale(code).isRightToLeft() ? "rtl" : "ltr";
  }

  MessageTable messages() {
    return messages;
  }

  public static Optional<PageLanguage> ofCode(String code) {
    return ALL.stream().filter(it -> it.code.equals(code)).findFirst();
  }

  /// The language of a tag (BCP 47), whatever it says more: `zh-TW` is Chinese.
  public static Optional<PageLanguage> ofTag(String tag) {
    return ofCode(tag.split("-", 2)[0]);
  }

  /// The language a visitor likes best, from `Accept-Language` (RFC 9110, section 12.5.4); the
  /// fallback where the header is empty, broken, or asks for others.
  public static PageLanguage preferred(String acceptLanguage) {
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
    return fallback();
  }

  @Override
  public String toString() {
    return code;
  }
}
