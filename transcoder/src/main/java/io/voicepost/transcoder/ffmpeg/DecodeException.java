package io.voicepost.transcoder.ffmpeg;

/// The decoder will not go on with this file.
final class DecodeException extends Exception {
  DecodeException(String detail) {
    super(detail);
  }
}
