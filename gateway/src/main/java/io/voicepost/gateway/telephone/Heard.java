package io.voicepost.gateway.telephone;

import java.util.Arrays;

/// What came out of the receiver, from the answer to the end: 16-bit samples at 8 kHz, with silence
/// where nothing came.
public final class Heard {
  public static final int RATE = 8000;

  private final short[] samples;

  Heard(short[] samples) {
    this.samples = samples;
  }

  /// A copy.
  public short[] samples() {
    return Arrays.copyOf(samples, samples.length);
  }
}
