package io.voicepost.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FallbackNoteTest {
  private static final String KEY = "fallbackKey12345";

  /// Written by the dialplan of Asterisk 22.10.1 for a call from +12025550142.
  private static final String OF_ASTERISK =
      "line=8642\ncaller=IsIbirmtakwU4VLRYGndjw==\nanswered=1795376704\n";

  @TempDir Path folder;

  @Test
  void whatAsteriskWroteIsUnderstood() throws Exception {
    var note = read(OF_ASTERISK, KEY);

    assertThat(note.presented()).isEqualTo("+12025550142");
    assertThat(note.line()).contains("8642");
    assertThat(note.answeredAt()).contains(Instant.ofEpochSecond(1795376704));
  }

  @Test
  void withAnotherKeyTheCallerCountsAsWithheld() throws Exception {
    var note = read(OF_ASTERISK, "anotherKey123456");

    assertThat(note.presented()).isEmpty();
    assertThat(note.line()).contains("8642");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "caller",
        "=",
        "caller=AAAA\nline=x\nanswered=-1",
        "line=1\nline=8642 \n"
      })
  void whatCannotBeUnderstoodIsAsGoodAsNotThere(String text) throws Exception {
    var note = read(text, KEY);

    assertThat(note.presented()).isEmpty();
    assertThat(note.answeredAt()).isEmpty();
  }

  @Test
  void aFileThatIsTooLongSaysNothing() throws Exception {
    assertThat(read(OF_ASTERISK + "#".repeat(5000), KEY)).isEqualTo(FallbackNote.EMPTY);
  }

  @Test
  void itsTextHasNoNumber() throws Exception {
    assertThat(read(OF_ASTERISK, KEY).toString()).contains("8642").doesNotContain("2025550142");
    assertThat(FallbackNote.EMPTY.line()).isEqualTo(Optional.empty());
  }

  private FallbackNote read(String text, String key) throws Exception {
    var file = folder.resolve("1-2.3.call");
    Files.writeString(file, text);
    return FallbackNote.read(file, List.of("anotherKey123456", key));
  }
}
