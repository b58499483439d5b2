package io.voicepost.gateway.spool;

/// The file holds less than was recorded, as it does on a full disk. What there is was kept.
public final class TruncatedRecordingException extends Exception {
  private TruncatedRecordingException(long expectedBytes, long foundBytes) {
    super("the recording should have " + expectedBytes + " bytes and has " + foundBytes);
  }

  static void check(long expectedBytes, long foundBytes) throws TruncatedRecordingException {
    if (foundBytes < expectedBytes) {
      throw new TruncatedRecordingException(expectedBytes, foundBytes);
    }
  }
}
