package io.voicepost.gateway.speech;

/// A recording that can never be a prompt; the message says why.
public final class UnusableRecordingException extends Exception {
  private static final long serialVersionUID = 1;

  UnusableRecordingException(String reason) {
    super(reason);
  }
}
