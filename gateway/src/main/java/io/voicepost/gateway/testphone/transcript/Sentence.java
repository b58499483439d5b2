package io.voicepost.gateway.testphone.transcript;

import java.time.Duration;
import java.util.Locale;

/// What the service says in one go, of one sound or of pieces. For one thread.
final class Sentence {
  private static final Duration COMMA = Duration.ofMillis(250);

  private final Duration at;
  private final StringBuilder words = new StringBuilder();
  private Duration until;

  Sentence(Duration at) {
    this.at = at;
    this.until = at;
  }

  Duration at() {
    return at;
  }

  Duration until() {
    return until;
  }

  void add(Passage.Said said) {
    var phrase = said.phrase();
    boolean chinese = phrase.words().codePoints().anyMatch(Character::isIdeographic);
    if (!words.isEmpty()) {
      boolean paused = said.at().minus(until).compareTo(COMMA) > 0;
      words.append(paused ? (chinese ? "，" : ",") : "").append(chinese ? "" : " ");
    }
    words.append(phrase.words());
    if (phrase.recorded()) {
      words.append(" (recording)");
    }
    if (!said.whole()) {
      words.append(
          " (cut short after %s of %s)".formatted(seconds(said.lasted()), seconds(said.of())));
    }
    until = said.until();
  }

  @Override
  public String toString() {
    return words.toString();
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
