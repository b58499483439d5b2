package io.voicepost.transcoder.upload;

/// Counts the scans of a JPEG file (ITU-T T.81, annex B): a progressive one sends its picture again
/// and again in finer steps, and each costs as much as the whole picture.
final class JpegScans {
  private static final int MARKER = 0xFF;
  private static final int START_OF_SCAN = 0xDA;

  private JpegScans() {}

  /// Of what is no JPEG, or a damaged one, it counts what looks like a scan.
  static int count(byte[] file) {
    int scans = 0;
    int at = 2;
    while (at + 3 < file.length) {
      int code = file[at + 1] & 0xFF;
      if ((file[at] & 0xFF) != MARKER || standsAlone(code)) {
        at++;
        continue;
      }
      if (code == START_OF_SCAN) {
        scans++;
      }
      int length = ((file[at + 2] & 0xFF) << 8) | (file[at + 3] & 0xFF);
      at += 2 + Math.max(2, length);
    }
    return scans;
  }

  /// Stuffing in the data of a scan, a filling byte, a restart, the beginning or the end.
  private static boolean standsAlone(int code) {
    return code == 0 || code == MARKER || (code >= 0xD0 && code <= 0xD9);
  }
}
