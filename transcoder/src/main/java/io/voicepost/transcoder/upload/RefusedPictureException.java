package io.voicepost.transcoder.upload;

/// No portrait can be made of this file. The message is for the log: one line of printable ASCII.
public final class RefusedPictureException extends Exception {
  private final boolean picture;

  /// @param picture whether it is at least of a kind that is taken
  RefusedPictureException(boolean picture, String detail) {
    super(detail);
    this.picture = picture;
  }

  /// Whether it is a picture of a kind that is taken, but a damaged or too large one.
  public boolean isPicture() {
    return picture;
  }
}
