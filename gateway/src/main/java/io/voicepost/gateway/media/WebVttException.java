package io.voicepost.gateway.media;

/// This is no WebVTT file that we keep; the message says where and why, for who wrote it.
public final class WebVttException extends Exception {
  private static final long serialVersionUID = 1;

  WebVttException(int line, String why) {
    super("line " + line + ": " + why);
  }
}
