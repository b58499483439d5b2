package io.voicepost.transcoder;

/// Why an upload cannot become a voice, in words for whoever sent it.
public enum Refusal {
  TOO_BIG(10, "the file is too big"),
  NOT_AUDIO(11, "there is no sound in it in a format that we know"),
  TOO_LONG(12, "it is too long"),
  TOO_SHORT(13, "it is too short: a voice has at least a second"),
  SILENT(14, "nothing can be heard in it"),
  UNREADABLE(15, "it is damaged, or costs too much to read");

  private final int exitCode;
  private final String said;

  Refusal(int exitCode, String said) {
    this.exitCode = exitCode;
    this.said = said;
  }

  /// Half a sentence that may be shown to the sender; holds nothing of the file.
  public String said() {
    return said;
  }

  /// How the decoder's process says it.
  public int exitCode() {
    return exitCode;
  }
}
