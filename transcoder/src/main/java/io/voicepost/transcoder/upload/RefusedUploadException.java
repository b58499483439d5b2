package io.voicepost.transcoder.upload;

/// This upload can never become a voice. The message is for the log and may say more than the
/// refusal; it holds one line of printable characters.
public final class RefusedUploadException extends Exception {
  private final UploadRefusal refusal;

  RefusedUploadException(UploadRefusal refusal, String detail) {
    super(refusal.said() + " (" + detail + ")");
    this.refusal = refusal;
  }

  public UploadRefusal refusal() {
    return refusal;
  }
}
