package io.voicepost.transcoder.sound;

/// This recording can never become a post; the message says why, in words an operator can use.
/// Trying again does not help.
public final class UnplayableAudioException extends Exception {
  public UnplayableAudioException(String reason) {
    super(reason);
  }
}
