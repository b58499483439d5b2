package io.voicepost.gateway.call;

import io.voicepost.transcoder.sound.Tempo;
import java.time.Duration;

/// How far into a post its listener is, in the time of the post whatever the tempo, and how much of
/// it they have heard. For one thread.
final class PlaybackPosition {
  /// As on the pages: so much of a post, or half of it, is to have heard it.
  private static final Duration ENOUGH = Duration.ofSeconds(3);

  private final Duration length;
  private Duration elapsed = Duration.ZERO;
  private Duration heard = Duration.ZERO;

  PlaybackPosition(Duration length) {
    this.length = length;
  }

  Duration elapsed() {
    return elapsed;
  }

  /// Where this is in the post's replay of that tempo.
  Duration in(Tempo tempo) {
    return elapsed.multipliedBy(100).dividedBy(tempo.percent());
  }

  boolean isAtEnd() {
    return elapsed.compareTo(length) >= 0;
  }

  /// Whether enough was heard to count.
  boolean wasHeard() {
    return heard.compareTo(ENOUGH) >= 0 || heard.compareTo(length.dividedBy(2)) >= 0;
  }

  /// It was played from here to a place in the replay.
  void playedUntil(Duration place, Tempo tempo) {
    var reached = within(place.multipliedBy(tempo.percent()).dividedBy(100));
    if (reached.compareTo(elapsed) > 0) {
      heard = heard.plus(reached).minus(elapsed);
    }
    elapsed = reached;
  }

  /// It was played from here to the end.
  void playedToTheEnd() {
    playedUntil(length, Tempo.NORMAL);
  }

  /// Goes forward, or back where it is negative.
  void skip(Duration by) {
    elapsed = within(elapsed.plus(by));
  }

  void rewind() {
    elapsed = Duration.ZERO;
  }

  private Duration within(Duration place) {
    if (place.isNegative()) {
      return Duration.ZERO;
    }
    return place.compareTo(length) > 0 ? length : place;
  }
}
