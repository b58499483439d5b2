package io.voicepost.gateway.speech;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One sound file by its name, without folder, language and extension: lower-case letters, digits
/// and hyphens, never anything that a caller sent.
public record Sound(String name) {
  private static final Pattern RULE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /// A third of a second of silence, between groups of digits or letters.
  public static final Sound PAUSE = new Sound("pause");

  public Sound {
    if (!RULE.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a sound: " + name);
    }
  }

  /// The sound of a constant: `TOO_SHORT` is in `too-short.wav`.
  static Sound of(Enum<?> constant) {
    return new Sound(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /// The sound with that number, of those that the language has: what an operator keys in to record
  /// it anew. Numbers are the same in every language and never change.
  public static Optional<Sound> numbered(int number, Language language) {
    var prompts =
        Arrays.stream(Prompt.values()).filter(it -> it.number() == number).map(Prompt::sound);
    var pieces =
        Arrays.stream(Piece.values())
            .filter(it -> it.number() == number && it.isIn(language))
            .map(Piece::sound);
    return Stream.concat(prompts, pieces).findFirst();
  }

  @Override
  public String toString() {
    return name;
  }
}
