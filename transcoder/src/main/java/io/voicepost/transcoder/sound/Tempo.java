package io.voicepost.transcoder.sound;

/// How fast somebody listens; the pitch stays. Faster than the fastest, speech that has come over a
/// telephone is no longer understood at once.
public enum Tempo {
  NORMAL(100),
  FASTER(125),
  FASTEST(150);

  private final int percent;

  Tempo(int percent) {
    this.percent = percent;
  }

  /// Seconds of the recording in a hundred seconds of listening.
  public int percent() {
    return percent;
  }
}
