package io.voicepost.transcoder.fence;

/// How a fenced program ended.
///
/// @param exitCode 128 and the number of the signal where one ended it
/// @param said the beginning of what it wrote to standard error: one line of printable ASCII
/// @param inTime whether it ended by itself before patience did
public record ExitStatus(int exitCode, String said, boolean inTime) {
  private static final int SIGNALLED = 128;
  private static final int LAST_SIGNAL = 31;

  /// Whether it did all that it was asked to.
  public boolean well() {
    return exitCode == 0 && inTime;
  }

  /// Whether a signal ended it: it crashed, or was out of processor time.
  public boolean killed() {
    return exitCode > SIGNALLED && exitCode <= SIGNALLED + LAST_SIGNAL;
  }

  /// For a log: what went wrong.
  public String reason() {
    if (!inTime) {
      return "not done in time";
    }
    if (killed()) {
      return "it ended its decoder by signal " + (exitCode - SIGNALLED);
    }
    return said.isEmpty() ? "the decoder ended with " + exitCode : said;
  }
}
