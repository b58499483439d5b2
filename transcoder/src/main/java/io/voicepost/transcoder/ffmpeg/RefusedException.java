package io.voicepost.transcoder.ffmpeg;

/// The decoder will not go on with this file.
final class RefusedException extends Exception {
  RefusedException(String detail) {
    super(detail);
  }
}
