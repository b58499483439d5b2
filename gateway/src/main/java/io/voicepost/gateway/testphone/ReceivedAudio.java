package io.voicepost.gateway.testphone;

import java.util.Arrays;

/// What came out of the receiver, from the answer to the end: 16-bit samples at 8 kHz, with silence
/// where nothing came.
public final class ReceivedAudio {
  public static final int RATE = 8000;

  private final short[] samples;

  ReceivedAudio(short[] samples) {
    this.samples = samples;
  }

  /// A copy.
  public short[] samples() {
    return Arrays.copyOf(samples, samples.length);
  }
}
