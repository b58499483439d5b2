package io.voicepost.transcoder.upload;

/// Why an upload cannot become a voice, in words for whoever sent it.
public enum UploadRefusal {
  TOO_BIG("the file is too big"),
  NOT_AUDIO("there is no sound in it in a format that we know"),
  TOO_LONG("it is too long"),
  TOO_SHORT("it is too short: a voice has at least a second"),
  SILENT("nothing can be heard in it"),
  UNREADABLE("it is damaged, or costs too much to read");

  private final String said;

  UploadRefusal(String said) {
    this.said = said;
  }

  /// Half a sentence that may be shown to the sender; holds nothing of the file.
  public String said() {
    return said;
  }
}
