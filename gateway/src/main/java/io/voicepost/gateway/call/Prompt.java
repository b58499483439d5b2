package io.voicepost.gateway.call;

/// What the service can say, by the names that the sound files have.
public enum Prompt {
  WELCOME("welcome"),
  HELD("held"),
  SAVED("saved"),
  TOO_SHORT("too-short"),
  NOT_SAVED("not-saved"),
  GOODBYE("goodbye");

  private final String key;

  Prompt(String key) {
    this.key = key;
  }

  /// The name of its sound file, without folder and extension.
  public String key() {
    return key;
  }
}
