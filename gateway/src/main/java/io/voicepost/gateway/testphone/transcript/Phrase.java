package io.voicepost.gateway.testphone.transcript;

/// A sound that the service can play, and its words.
///
/// @param name the sound's name, without folder and extension
/// @param language of the folder in which it lies, as in `en`
/// @param words as the table of texts has them
/// @param recorded whether it is a recording that is played in place of the built prompt, so that
///   the words are those of the prompt, and may not be said
public record Phrase(String name, String language, String words, boolean recorded) {
  /// The tone before a recording.
  public static final String BEEP = "beep";

  public boolean isBeep() {
    return name.equals(BEEP);
  }

  /// Whether the sentence goes on in the next sound.
  boolean goesOn() {
    return !words.matches("(?s).*[.?!。？！؟]");
  }

  @Override
  public String toString() {
    return language + "/" + name;
  }
}
