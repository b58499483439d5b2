package io.voicepost.gateway.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.Handle;
import io.voicepost.storage.PostId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses as people type and copy them.
final class SiteAddressTest {
  private static final String BASE = "https://voice.example";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://voice.example/@bob/12",
        "http://voice.example/@bob/12",
        "HTTPS://Voice.Example/@Bob/12/",
        "https://voice.example:443/@bob/12?utm_source=x#top",
        " https://voice.example/%40bob/12#a ",
        "https://voice.example/@bob@voice.example/12"
      })
  void postIsFound(String typed) {
    assertThat(SiteAddress.of(typed, BASE))
        .contains(new SiteAddress(new Handle("bob"), Optional.of(new PostId(12))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://voice.example/@bob", "http://VOICE.example/@BOB/?a=b"})
  void accountIsFound(String typed) {
    assertThat(SiteAddress.of(typed, BASE))
        .contains(new SiteAddress(new Handle("bob"), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@bob",
        "ftp://voice.example/@bob",
        "https://voice.example.evil/@bob",
        "https://voice.example@evil.example/@bob",
        "https://evil.example/https://voice.example/@bob",
        "https://voice.example/@bob/12/embed",
        "https://voice.example/@bob/0",
        "https://voice.example/@bob/9999999999999999999",
        "https://voice.example/@bob@elsewhere.example"
      })
  void nothingElseIs(String typed) {
    assertThat(SiteAddress.of(typed, BASE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "//, /",
    "/@Bob, /@bob",
    "/@bob/, /@bob",
    "/@Bob/feed, /@bob/feed",
    "/@bob/12//, /@bob/12",
    "/@bob@voice.example/12, /@bob/12",
    "/@bob@elsewhere.example, /@bob@elsewhere.example",
    "/tags/Song/, /tags/Song",
    "//evil.example/, //evil.example"
  })
  void pathIsMended(String typed, String meant) {
    assertThat(SiteAddress.canonical(typed, BASE)).isEqualTo(meant);
  }
}
