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
    assertThat(parsed.parts()).contains(new ParsedText.WebLink("https://example.com/a?b=(c)"));
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
  @CsvSource({
    "'#ぼっち・ざ・ろっく！', ぼっち・ざ・ろっく",
    "'＃全角', 全角",
    "'#ＡＢＣ', abc",
    "'#a·b· c', a·b",
    "'#نیم‌فاصله', نیم‌فاصله",
    "'#café #café', café",
    "'##no', ''"
  })
  void tagHasOneFormHoweverItIsWritten(String text, String tags) {
    assertThat(String.join(" ", ParsedText.of(text).tags())).isEqualTo(tags);
  }

  @ParameterizedTest
  @CsvSource({
    "'see https://en.example/wiki/A_(b).', https://en.example/wiki/A_(b)",
    "'(https://en.example/a)', https://en.example/a",
    "'(https://en.example/a_(b)), or', https://en.example/a_(b)",
    "'[x](https://en.example/[y]?)!', https://en.example/[y]",
    "'“https://en.example/a”', https://en.example/a”",
    "'https://a.example/））', https://a.example/"
  })
  void bracketThatIsOpenedInAnAddressIsItsOwn(String text, String address) {
    assertThat(ParsedText.of(text).parts()).contains(new ParsedText.WebLink(address));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "ab, 2",
    "中文, 2",
    "👩‍👩‍👧👍🏽é, 3",
    "see https://example.com/a/very/long/path/that/nobody/counts, 27",
    "https://a.b, 23",
    "'https://', 8"
  })
  void lengthIsThatWhichPeopleSee(String text, int length) {
    assertThat(ParsedText.of(text).length()).isEqualTo(length);
  }

  @Test
  void aMillionBracketsAreReadInTime() {
    var parsed = ParsedText.of("https://a.b/" + ")".repeat(1_000_000));

    assertThat(parsed.parts().getFirst()).isEqualTo(new ParsedText.WebLink("https://a.b/"));
  }

  @ParameterizedTest
  @CsvSource({
    "'Hi @bob@voice.example, hear', 'Hi @bob, hear'",
    "@Bob@VOICE.example, @Bob",
    "'@bob@voice.example.', '@bob.'",
    "@bob@voice.example.org, @bob@voice.example.org",
    "@bob@elsewhere.example, @bob@elsewhere.example",
    "me@bob@voice.example, me@bob@voice.example"
  })
  void accountOfThisHouseIsNamedWithoutIt(String text, String kept) {
    assertThat(ParsedText.withoutHost(text, "voice.example")).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"me@example.com", "@faye@elsewhere.example", "@@faye", "x/@faye"})
  void addressesAreNotMentions(String text) {
    assertThat(ParsedText.of(text).handles()).isEmpty();
  }
}
