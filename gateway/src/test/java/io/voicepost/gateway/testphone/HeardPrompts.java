package io.voicepost.gateway.testphone;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.testphone.transcript.Passage;
import io.voicepost.gateway.testphone.transcript.Phrase;
import io.voicepost.gateway.testphone.transcript.Recogniser;
import io.voicepost.gateway.testphone.transcript.Vocabulary;
import java.io.IOException;
import java.util.List;

/// What the service said to a caller.
public final class HeardPrompts {
  private HeardPrompts() {}

  /// The prompts that were heard, whole or in part.
  public static List<Phrase> phrases(RealAsterisk asterisk, DialResult.Ended call)
      throws IOException {
    return passages(asterisk, call.received().samples()).stream()
        .filter(Passage.Said.class::isInstance)
        .map(passage -> ((Passage.Said) passage).phrase())
        .toList();
  }

  /// The names of the prompts that were heard, whole or in part.
  public static List<String> prompts(RealAsterisk asterisk, DialResult.Ended call)
      throws IOException {
    return phrases(asterisk, call).stream().map(Phrase::name).toList();
  }

  /// Asserts that a prompt was heard. Where a busy machine paused within it, its words may sound
  /// like those of others.
  public static void assertHeard(RealAsterisk asterisk, DialResult.Ended call, String prompt)
      throws IOException {
    var prompts = prompts(asterisk, call);
    assertThat(prompts.contains(prompt) || Handset.isHeard(asterisk, prompt, call))
        .as("%s in %s", prompt, prompts)
        .isTrue();
  }

  /// All that was heard, in its order.
  static List<Passage> passages(RealAsterisk asterisk, short[] heard) throws IOException {
    var vocabulary =
        Vocabulary.read(
            RealAsterisk.configuration().resolve("prompts"), asterisk.sounds(), asterisk.prompts());
    return Recogniser.passages(vocabulary, heard);
  }
}
