package io.voicepost.gateway.speech;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One sound file by its name, without folder, language and extension: lower-case letters, digits
/// and hyphens, never anything that a caller sent.
///
/// @param language whose voice says it; empty for the one that the call is in
public record SoundFile(String name, Optional<PromptLanguage> language) {
  private static final Pattern RULE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /// A third of a second of silence, between groups of digits or letters.
  public static final SoundFile PAUSE = new SoundFile("pause");

  public SoundFile {
    if (!RULE.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a sound: " + name);
    }
  }

  /// In the language that the call is in.
  public SoundFile(String name) {
    this(name, Optional.empty());
  }

  /// The same, always in that language.
  SoundFile in(PromptLanguage other) {
    return new SoundFile(name, Optional.of(other));
  }

  /// The sound of a constant: `TOO_SHORT` is in `too-short.wav`.
  static SoundFile of(Enum<?> constant) {
    return new SoundFile(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /// The sound with that number, of those that the language has: what an operator keys in to record
  /// it anew. Those that every language has bear the same number in each, and none ever changes.
  public static Optional<SoundFile> numbered(int number, PromptLanguage language) {
    var prompts =
        Arrays.stream(Prompt.values()).filter(it -> it.number() == number).map(Prompt::sound);
    var pieces =
        Arrays.stream(PromptPiece.values())
            .filter(it -> it.number() == number)
            .map(PromptPiece::sound);
    return Stream.concat(prompts, pieces)
        .findFirst()
        .or(() -> Optional.ofNullable(language.table().ownSounds().get(number)));
  }

  /// As the folders of sounds name it, with its language only where that is not the call's.
  @Override
  public String toString() {
    return language.map(it -> it + "/").orElse("") + name;
  }
}
