package io.voicepost.gateway.web.pages;

import io.voicepost.gateway.web.words.Words;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a browser calls itself, as far as people want to know (RFC 9110, section 10.1.5): a browser
/// and a system, each empty where it is none of those that nearly everybody has.
record UserAgent(String browser, String system) {
  private static final String BETWEEN = "\n";

  /// The first that is in it counts, for browsers name others that they resemble.
  private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

  private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

  static {
    BROWSERS.put("Edg", "Edge");
    BROWSERS.put("OPR/", "Opera");
    BROWSERS.put("SamsungBrowser", "Samsung Internet");
    BROWSERS.put("Vivaldi", "Vivaldi");
    BROWSERS.put("MicroMessenger", "WeChat");
    BROWSERS.put("Firefox", "Firefox");
    BROWSERS.put("FxiOS", "Firefox");
    BROWSERS.put("CriOS", "Chrome");
    BROWSERS.put("Chrome", "Chrome");
    BROWSERS.put("Safari", "Safari");
    SYSTEMS.put("iPhone", "iPhone");
    SYSTEMS.put("iPad", "iPad");
    SYSTEMS.put("Android", "Android");
    SYSTEMS.put("Windows", "Windows");
    SYSTEMS.put("CrOS", "ChromeOS");
    SYSTEMS.put("Mac OS X", "Mac");
    SYSTEMS.put("Linux", "Linux");
  }

  static UserAgent of(String userAgent) {
    return new UserAgent(first(BROWSERS, userAgent), first(SYSTEMS, userAgent));
  }

  private static String first(Map<String, String> names, String userAgent) {
    return names.entrySet().stream()
        .filter(it -> userAgent.contains(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /// As it is kept.
  String text() {
    return browser.isEmpty() && system.isEmpty() ? "" : browser + BETWEEN + system;
  }

  /// What was kept, for people: "another browser" where nothing is known of it.
  static String name(String text, Words words) {
    var kept = read(text);
    if (kept.browser.isEmpty()) {
      return kept.system.isEmpty() ? words.say("access.other-browser") : kept.system;
    }
    return kept.system.isEmpty()
        ? kept.browser
        : words.say("access.client", kept.browser, kept.system);
  }

  /// Reads what was kept; an app's name is one line.
  static UserAgent read(String text) {
    var parts = text.split(BETWEEN, 2);
    return new UserAgent(parts[0], parts.length < 2 ? "" : parts[1]);
  }
}
