package io.voicepost.gateway.microblog;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.Handle;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParsedTextTest {
  @Test
  void tagsMentionsAndLinksAreTakenOut() {
    var parsed =
        ParsedText.of("Hi @Faye_1, hear #Song and #歌声 at https://example.com/a?b=(c). #Song!");

    assertThat(parsed.tags()).containsExactly("song", "歌声");
    assertThat(parsed.handles()).containsExactly(new Handle("faye_1"));
    assertThat(parsed.parts()).contains(new ParsedText.WebLink("https://example.com/a?b=(c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no special thing",
        "#1 is a number, #1a is a tag",
        "a@b.example is no mention, nor is a#b a tag, nor @@x, nor @x@other.example",
        "https://example.com/#part @ # @faye",
        "<script>alert('#x')</script>",
        "#" + "歌",
        "line\nbreak #tag\n@faye"
      })
  void thePartsTogetherAreTheWholeText(String text) {
    assertThat(
            ParsedText.of(text).parts().stream()
                .map(ParsedText.TextPart::text)
                .collect(Collectors.joining()))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'#1 #2026', ''",
    "'#1a', 1a",
    "'a#b', ''",
    "'/#b', ''",
    "'(#b)', b",
    "'https://example.com/#part', ''",
    "'#Ünïcode', ünïcode"
  })
  void tagsHaveALetterAndStandAlone(String text, String tags) {
    assertThat(String.join(" ", ParsedText.of(text).tags())).isEqualTo(tags);
  }

  @ParameterizedTest
  @ValueSource(strings = {"me@example.com", "@faye@elsewhere.example", "@@faye", "x/@faye"})
  void addressesAreNotMentions(String text) {
    assertThat(ParsedText.of(text).handles()).isEmpty();
  }
}
