package io.voicepost.transcoder.ffmpeg;

import io.voicepost.transcoder.Refusal;

/// The decoder will not go on with this file.
final class RefusedException extends Exception {
  private final Refusal refusal;

  RefusedException(Refusal refusal, String detail) {
    super(detail);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
