package io.voicepost.gateway.speech;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One sound file by its name, without folder, language and extension: lower-case letters, digits
/// and hyphens, never anything that a caller sent.
public record SoundFile(String name) {
  private static final Pattern RULE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /// A third of a second of silence, between groups of digits or letters.
  public static final SoundFile PAUSE = new SoundFile("pause");

  public SoundFile {
    if (!RULE.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a sound: " + name);
    }
  }

  /// The sound of a constant: `TOO_SHORT` is in `too-short.wav`.
  static SoundFile of(Enum<?> constant) {
    return new SoundFile(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /// The sound with that number, of those that the language has: what an operator keys in to record
  /// it anew. Numbers are the same in every language and never change.
  public static Optional<SoundFile> numbered(int number, PromptLanguage language) {
    var prompts =
        Arrays.stream(Prompt.values()).filter(it -> it.number() == number).map(Prompt::sound);
    var pieces =
        Arrays.stream(PromptPiece.values())
            .filter(it -> it.number() == number && it.isIn(language))
            .map(PromptPiece::sound);
    return Stream.concat(prompts, pieces).findFirst();
  }

  @Override
  public String toString() {
    return name;
  }
}
