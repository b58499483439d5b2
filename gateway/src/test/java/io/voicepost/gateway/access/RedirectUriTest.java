package io.voicepost.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedirectUriTest {
  @ParameterizedTest
  @CsvSource({
    "https://app.example/back?from=here, app.example, https://app.example",
    "HTTPS://App.Example:8443/back, app.example:8443, https://app.example:8443",
    "http://127.0.0.1:5173/, 127.0.0.1:5173, http://127.0.0.1:5173",
    "'http://[::1]:80/x', '[::1]:80', 'http://[::1]:80'",
    "https://app.example, app.example, https://app.example",
    "https://app.example?x=a@b, app.example, https://app.example",
    "icecubesapp://, icecubesapp:, icecubesapp:",
    "org.joinmastodon.android-auth://callback, org.joinmastodon.android-auth:,"
        + " org.joinmastodon.android-auth:",
    "mastodon://joinmastodon.org/oauth, mastodon:, mastodon:",
    "com.keylesspalace.tusky://oauth, com.keylesspalace.tusky:, com.keylesspalace.tusky:",
    "httpx:abc, httpx:, httpx:",
    "app:/x;script-src, app:, app:",
    "'app://a;script-src*,b', app:, app:",
    "app:, app:, app:",
  })
  void saysOnlySchemeHostAndPort(String text, String place, String source) {
    var uri = RedirectUri.of(text).orElseThrow();

    assertThat(uri.place()).isEqualTo(place);
    assertThat(uri.source()).isEqualTo(source);
    assertThat(uri.toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://voice.example@evil.example/",
        "https://voice.example:443@evil.example/",
        "https://@evil.example/",
        "app://voice.example@evil/",
        "https://evil.example;script-src/",
        "https://evil.example,x/",
        "https://evil.example'*/",
        "https://*.example/",
        "https://e%76il.example/",
        "https://evil.example:/x",
        "https://evil.example:99999/",
        "https://evil.example:443:443/",
        "https:///x",
        "https:x",
        "https:/x",
        "https://",
        "https://app.example/#fragment",
        "https://app.example/ x",
        "https://app.example/\r\nset-cookie:x",
        "https://app.example\\@evil.example/",
        "https://аpp.example/",
        "https://app.example/%zz",
        "//app.example/",
        "/back",
        "",
        "1app://x",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "intent://x#Intent;end",
        "intent:x",
        "view-source:https://x.example",
        "ms-settings:x",
        "tel:+12025550142",
        "wss://app.example/",
      })
  void nobodyIsSentThere(String text) {
    assertThat(RedirectUri.of(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2000, 2001, 100_000})
  void hasALongestLength(int length) {
    assertThat(RedirectUri.of("app://" + "a".repeat(length - 6)).isPresent())
        .isEqualTo(length <= 2000);
  }
}
