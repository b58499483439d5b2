package io.voicepost.transcoder;

/// The encodings that renditions come in, the one that plays everywhere first.
public enum AudioFormat {
  /// MPEG-1/2 layer III: every browser, iPhone, podcast client and fediverse server.
  MP3("mp3", "audio/mpeg"),
  /// Opus in Ogg (RFC 7845): better sound at half the size, for those who can.
  OPUS("opus", "audio/ogg; codecs=opus");

  private final String extension;
  private final String mediaType;

  AudioFormat(String extension, String mediaType) {
    this.extension = extension;
    this.mediaType = mediaType;
  }

  /// The ending of a file's name, without the dot.
  public String extension() {
    return extension;
  }

  /// The media type, RFC 6838 and RFC 5334.
  public String mediaType() {
    return mediaType;
  }
}
