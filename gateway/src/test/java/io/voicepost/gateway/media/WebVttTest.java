package io.voicepost.gateway.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebVttTest {
  @Test
  void cuesAreReadWithTheirTimes() throws Exception {
    var read =
        WebVtt.parse(
            """
            WEBVTT - what Faye says

            1
            00:01.000 --> 00:04.500
            Hello, everybody.

            NOTE nobody sees this

            01:02:03.004 --> 01:02:04.000 align:start
            I stand
            on the bridge.
            """
                .replace("01:02:", "00:02:"));

    assertThat(read.cues())
        .containsExactly(
            new Cue(Duration.ofMillis(1000), Duration.ofMillis(4500), "Hello, everybody."),
            new Cue(
                Duration.ofMillis(123_004), Duration.ofMillis(124_000), "I stand\non the bridge."));
  }

  @Test
  void whatIsWrittenIsReadAgainAsItWas() throws Exception {
    var text = "1 < 2 & 3 > 2 --> &amp; 天空 🎤";
    var written =
        new WebVtt(
            List.of(
                new Cue(Duration.ZERO, Duration.ofMillis(1), text),
                new Cue(Duration.ZERO, Duration.ofMinutes(59), "NOTE\nWEBVTT")));

    assertThat(WebVtt.parse(written.toString())).isEqualTo(written);
    assertThat(new WebVtt(List.of()).toString()).isEqualTo("WEBVTT\n\n");
    assertThat(WebVtt.parse("WEBVTT").cues()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<v Faye>Hello</v> | Hello",
        "<v.loud Faye>Hello | Hello",
        "<c.red><i>Hel</i></c>lo <00:00:02.000>there | Hello there",
        "<script>alert(1)</script> | alert(1)",
        "<img src=x onerror=alert(1)>a | a",
        "a &lt;b&gt; &amp;amp; &nbsp;c | a <b> &amp; \u00A0c",
        "&lt;script&gt; | <script>"
      })
  void markupIsLeftOut(String line, String text) throws Exception {
    var cue = WebVtt.parse("WEBVTT\n\n00:00.000 --> 00:01.000\n" + line + "\n").cues().getFirst();

    assertThat(cue.text()).isEqualTo(text);
  }

  @Test
  void whatIsKeptHoldsNoMarkup() throws Exception {
    var kept =
        WebVtt.parse(
                "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n"
                    + "00:00.000 --> 00:01.000 line:0\n<v X>&lt;img&gt;\n<i></i>\n\u0007b")
            .toString();

    assertThat(kept)
        .isEqualTo("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n&lt;img&gt;\nb\n")
        .isEqualTo(WebVtt.parse(kept).toString());
  }

  @Test
  void otherLineEndsAndABomAreRead() throws Exception {
    for (var end : new String[] {"\n", "\r\n", "\r"}) {
      var file = "\uFEFFWEBVTT" + end + end + "00:00.000 --> 00:01.000" + end + "a" + end + "b";
      assertThat(WebVtt.parse(file).cues().getFirst().text()).isEqualTo("a\nb");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "WEBVT",
        "WEBVTTX\n",
        " WEBVTT\n",
        "1\n00:00:00,000 --> 00:00:01,000\nSubRip\n",
        "WEBVTT\n\n00:00:00,000 --> 00:00:01,000\na\n",
        "WEBVTT\n\n00:02.000 --> 00:01.000\na\n",
        "WEBVTT\n\n00:01.000 --> 00:01.000\na\n",
        "WEBVTT\n\n00:02.000 --> 00:03.000\na\n\n00:01.000 --> 00:03.000\nb\n",
        "WEBVTT\n\n00:00.000 --> 99:00:00.000\na\n",
        "WEBVTT\n\n00:61.000 --> 00:62.000\na\n",
        "WEBVTT\n\n00:00.000-->00:01.000\na\n",
        "WEBVTT\n\n00:00.000 --> 00:01.000\na\n00:01.000 --> 00:02.000\nb\n",
        "WEBVTT\n\nname\nname\n00:00.000 --> 00:01.000\na\n",
        "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Faye hello\n",
        "WEBVTT\n\njust text\n"
      })
  void whatIsNoFileOfCuesIsRefused(String file) {
    assertThatThrownBy(() -> WebVtt.parse(file))
        .isInstanceOf(WebVttException.class)
        .hasMessageMatching("line \\d+: .*");
  }

  @Test
  void aRefusalNamesItsLine() {
    assertThatThrownBy(() -> WebVtt.parse("WEBVTT\n\n00:00.000 --> 00:01.000\na\n\nb\nc\n"))
        .hasMessageStartingWith("line 7: times are expected");
  }

  @Test
  void whatIsTooBigIsRefused() {
    var times = "00:00.000 --> 00:01.000\n";
    for (var file :
        new String[] {
          "WEBVTT\n\n" + times + "a".repeat(1001),
          "WEBVTT\n\n" + (times + "a\n\n").repeat(3001),
          "WEBVTT\n\n" + (times + "&".repeat(900) + "\n\n").repeat(100),
          "WEBVTT\n\nNOTE\n" + "a".repeat(100_000)
        }) {
      assertThatThrownBy(() -> WebVtt.parse(file)).isInstanceOf(WebVttException.class);
    }
  }

  /// Whatever comes in, what is kept can be kept and read again.
  @Test
  void anyFileIsReadOrRefused() {
    var signs =
        new String[] {
          "WEBVTT",
          "\n",
          "\n\n",
          "\n\n00:01.000 --> 00:02.000\n",
          "-->",
          " --> ",
          "00:01.000",
          "00:02.000",
          "<",
          ">",
          "<v A>",
          "&lt;",
          "&",
          "NOTE",
          "a",
          "\u0000",
          "\uD800",
          "\r",
          "\t",
          "STYLE",
          "1"
        };
    int read = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      var random = new Random(seed);
      var file = new StringBuilder("WEBVTT\n\n");
      for (int i = random.nextInt(14); i > 0; i--) {
        file.append(signs[random.nextInt(signs.length)]);
      }
      try {
        var kept = WebVtt.parse(file.toString());
        assertThat(WebVtt.parse(kept.toString())).as("seed %d", seed).isEqualTo(kept);
        assertThat(kept.toString().replace(" --> ", "")).doesNotContain("<", ">", "\u0000", "\r");
        read += kept.cues().size();
      } catch (WebVttException refused) {
        assertThat(refused).hasMessageStartingWith("line ");
      }
    }
    assertThat(read).isPositive();
  }
}
