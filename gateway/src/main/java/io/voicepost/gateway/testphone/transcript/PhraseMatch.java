package io.voicepost.gateway.testphone.transcript;

/// That a certain sound is being heard. It is followed through what was heard, a twentieth of a
/// second at a time, until it ends or is another. For one thread.
final class PhraseMatch {
  private static final int BLOCK = SampleBuffer.RATE / 20;

  /// Codecs bend sounds, and networks drop a packet now and then.
  private static final double LIKE = 0.5;

  /// After a hitch the sound goes on later; this must be certain.
  private static final double SURELY_LIKE = 0.8;

  private static final double NEARLY_SURELY_LIKE = 0.75;

  /// A lost packet, or a consonant that a codec has bent.
  private static final int MOST_MISSES = 1;

  private static final int LONGEST_HITCH = SampleBuffer.RATE * 2 / 5;
  private static final int WANDERS = SampleBuffer.RATE / 500;

  private final KnownPhrase known;
  private int shift;
  private int followed;
  private int lastHeard;
  private int misses;
  private int compared;
  private double explained;
  private boolean over;

  /// @param start where the sound's first sample is, in what was heard
  PhraseMatch(KnownPhrase known, int start) {
    this.known = known;
    this.shift = start;
    this.followed = known.onset();
    this.lastHeard = followed;
  }

  KnownPhrase known() {
    return known;
  }

  /// Whether it has ended, as itself or as another.
  boolean isOver() {
    return over;
  }

  boolean isWhole() {
    return followed >= known.end();
  }

  /// How much of it was heard, silence behind that not counted.
  int heard() {
    return lastHeard - known.onset();
  }

  /// How much of what was heard it explains: its likeness, times how long it was so.
  double explained() {
    return explained;
  }

  double likeness() {
    return explained / Math.max(1, compared);
  }

  /// Where its first word begins in what was heard.
  int from() {
    return shift + known.onset();
  }

  /// Where the next sound can begin.
  int until() {
    return isWhole() ? shift + known.sound().size() : shift + lastHeard;
  }

  /// @param until what was heard is complete up to there
  /// @param ended whether nothing comes behind that
  void follow(SampleBuffer heard, int until, boolean ended) {
    while (!over) {
      int at = Math.max(known.onset(), Math.min(followed, known.end() - BLOCK));
      int length = Math.min(BLOCK, known.end() - at);
      if (!ended && shift + at + length + WANDERS > until) {
        return;
      }
      if (!fits(heard, at, length)) {
        if (!ended && shift + at + length + LONGEST_HITCH > until) {
          return;
        }
        if (!continues(heard, at, length) && ++misses > MOST_MISSES) {
          over = true;
          followed = lastHeard;
          return;
        }
      } else {
        misses = 0;
      }
      followed = at + length;
      over = isWhole();
    }
  }

  private boolean fits(SampleBuffer heard, int at, int length) {
    if (known.isSoft(at, length)) {
      return heard.power(shift + at, length) < 4 * known.soft();
    }
    double like = known.sound().likeness(at, heard, shift + at, length);
    int by = 0;
    if (like < SURELY_LIKE) {
      int from = shift + at;
      int place = known.sound().mostLike(at, length, heard, from - WANDERS, from + WANDERS);
      by = place - from;
      like = known.sound().likeness(at, heard, place, length);
    }
    if (like < LIKE) {
      return false;
    }
    took(at, length, by, like);
    return true;
  }

  /// A machine that is too busy, or a network, may delay the rest of a sound.
  private boolean continues(SampleBuffer heard, int at, int length) {
    int enough = Math.min(2 * BLOCK, known.end() - at);
    if (enough < BLOCK || known.isSoft(at, enough)) {
      return false;
    }
    int from = shift + at;
    int first = from + 1;
    while (true) {
      var near =
          known
              .sound()
              .firstLike(at, enough, heard, first, from + LONGEST_HITCH, NEARLY_SURELY_LIKE);
      if (near.isEmpty()) {
        return false;
      }
      int place =
          known.sound().mostLike(at, enough, heard, near.getAsInt() - 1, near.getAsInt() + WANDERS);
      double like = known.sound().likeness(at, heard, place, enough);
      if (like > SURELY_LIKE) {
        took(at, length, place - from, like);
        return true;
      }
      first = near.getAsInt() + WANDERS;
    }
  }

  private void took(int at, int length, int by, double like) {
    shift += by;
    int more = at + length - Math.max(at, followed);
    compared += more;
    explained += like * more;
    lastHeard = at + length;
  }
}
