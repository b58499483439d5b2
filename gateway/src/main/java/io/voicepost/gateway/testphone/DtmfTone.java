package io.voicepost.gateway.testphone;

/// A key as two tones at once (ITU-T Q.23), in G.711.
final class DtmfTone {
  private static final String ROWS = "123456789*0#";
  private static final int[] LOW = {697, 770, 852, 941};
  private static final int[] HIGH = {1209, 1336, 1477};
  private static final int AMPLITUDE = 8000;
  private static final int RATE = 8000;
  private static final int SAMPLES = RATE / 50;

  private DtmfTone() {}

  /// 20 ms of it.
  ///
  /// @param number how many frames of it came before
  static byte[] frame(char key, Codec codec, int number) {
    int place = ROWS.indexOf(key);
    var frame = new short[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      double turns = 2 * Math.PI * (number * SAMPLES + i) / RATE;
      double sample = Math.sin(turns * LOW[place / 3]) + Math.sin(turns * HIGH[place % 3]);
      frame[i] = (short) (AMPLITUDE * sample);
    }
    return G711Codec.encoded(codec, frame);
  }
}
