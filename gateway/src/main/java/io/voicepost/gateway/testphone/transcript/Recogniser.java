package io.voicepost.gateway.testphone.transcript;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds the service's sounds in what comes out of a receiver, while it comes. A sound is one that
/// begins like it and goes on like it for longer than any other does. For one thread.
public final class Recogniser {
  /// Samples a second, 16 bits each.
  public static final int RATE = 8000;

  private static final int WINDOW = SampleBuffer.RATE / 100;
  private static final int BEGINNING = SampleBuffer.RATE / 5;

  /// A sound's first word is looked for so far before and behind the first thing heard: some begin
  /// softly, and some codecs smear.
  private static final int EARLIEST = -SampleBuffer.RATE * 40 / 1000;

  private static final int LATEST = SampleBuffer.RATE * 45 / 1000;
  private static final double LIKE = 0.6;

  /// Sounds whose likeness differs less are one as far as they were heard.
  private static final double ALIKE = 0.88;

  private static final int SHORTEST = SampleBuffer.RATE / 5;

  /// What is shorter and unknown is the rest of something that was cut.
  private static final int CLICK = SampleBuffer.RATE / 8;

  /// A part of a sound must be more like it than a whole one, as there are many more of them.
  private static final double WHOLE_LIKE = 0.7;

  private static final double PART_LIKE = 0.8;

  /// Quieter stretches than this do not end an unknown sound: people pause.
  private static final int LONGEST_PAUSE = SampleBuffer.RATE;

  private final Vocabulary vocabulary;
  private final Consumer<Passage> passages;
  private final SampleBuffer heard = new SampleBuffer();
  private List<PhraseMatch> guesses = List.of();
  private String language = "";
  private int at;
  private int unknownFrom = -1;
  private int unknownUntil;

  public Recogniser(Vocabulary vocabulary, Consumer<Passage> passages) {
    this.vocabulary = vocabulary;
    this.passages = passages;
  }

  /// All passages of a sound that is over.
  public static List<Passage> passages(Vocabulary vocabulary, short[] sound) {
    var passages = new ArrayList<Passage>();
    var recogniser = new Recogniser(vocabulary, passages::add);
    recogniser.hear(0, sound);
    recogniser.end();
    return List.copyOf(passages);
  }

  /// Adds sound, in any order.
  ///
  /// @param position of its first sample, counted from the answer
  public void hear(int position, short[] sound) {
    heard.write(position, sound);
  }

  /// Works on what was heard up to this position, behind which all is still to come.
  public void advance(int position) {
    work(position, false);
  }

  /// Works on all that was heard, as nothing more will come.
  public void end() {
    work(heard.size(), true);
    endUnknown();
  }

  /// All passages that begin before this have been told.
  public Duration settled() {
    return time(unknownFrom >= 0 ? unknownFrom : at);
  }

  private void work(int until, boolean ended) {
    while (true) {
      if (guesses.isEmpty()) {
        skipQuiet(until);
        if (at + WINDOW > until || (!ended && at + BEGINNING + LATEST > until)) {
          return;
        }
        guesses = guesses();
        if (guesses.isEmpty()) {
          skipUnknown(until);
          continue;
        }
      }
      guesses.forEach(match -> match.follow(heard, until, ended));
      if (!ended && guesses.stream().anyMatch(match -> !match.isOver())) {
        return;
      }
      decide(until);
      guesses = List.of();
    }
  }

  private void skipQuiet(int until) {
    while (at + WINDOW <= until && heard.isQuiet(at, WINDOW)) {
      at += WINDOW / 4;
    }
    if (unknownFrom >= 0 && at - unknownUntil > LONGEST_PAUSE) {
      endUnknown();
    }
  }

  /// To the next moment of quiet, behind which something else may begin.
  private void skipUnknown(int until) {
    if (unknownFrom < 0) {
      unknownFrom = at;
    }
    do {
      at += WINDOW / 4;
    } while (at + WINDOW <= until && !heard.isQuiet(at, WINDOW));
    unknownUntil = at;
  }

  private void endUnknown() {
    if (unknownUntil - unknownFrom >= CLICK && unknownFrom >= 0) {
      passages.accept(new Passage.Unknown(time(unknownFrom), time(unknownUntil - unknownFrom)));
    }
    unknownFrom = -1;
  }

  private List<PhraseMatch> guesses() {
    var found = new ArrayList<PhraseMatch>();
    for (var known : vocabulary.sounds()) {
      int length = Math.min(BEGINNING, known.length());
      int first = at + EARLIEST;
      int last = at + LATEST;
      if (known
          .sound()
          .firstLike(known.onset(), length, heard, first, last, LIKE - 0.1)
          .isEmpty()) {
        continue;
      }
      int place = known.sound().mostLike(known.onset(), length, heard, first, last);
      if (known.sound().likeness(known.onset(), heard, place, length) > LIKE) {
        found.add(new PhraseMatch(known, place - known.onset()));
      }
    }
    return found;
  }

  private void decide(int until) {
    var best = longest();
    if (best.isEmpty()) {
      skipUnknown(until);
      return;
    }
    endUnknown();
    var match = best.get();
    var known = match.known();
    language = known.phrase().language();
    passages.accept(
        new Passage.Said(
            time(match.from()),
            time(match.heard()),
            time(known.length()),
            known.phrase(),
            match.isWhole()));
    at = Math.max(at + WINDOW, match.until());
  }

  /// The one that explains most. Of sounds that are equal as far as they were heard, the one that
  /// was heard to its end; then one in the language of the sound before.
  private Optional<PhraseMatch> longest() {
    double most = guesses.stream().mapToDouble(PhraseMatch::explained).max().orElse(0);
    return guesses.stream()
        .filter(Recogniser::isEnough)
        .filter(match -> match.explained() >= most * ALIKE)
        .max(
            Comparator.comparing(PhraseMatch::isWhole)
                .thenComparing(match -> match.known().phrase().recorded())
                .thenComparing(match -> match.known().phrase().language().equals(language))
                .thenComparingDouble(PhraseMatch::likeness));
  }

  private static boolean isEnough(PhraseMatch match) {
    return match.isWhole()
        ? match.likeness() > WHOLE_LIKE
        : match.heard() >= SHORTEST && match.likeness() > PART_LIKE;
  }

  private static Duration time(int samples) {
    return Duration.ofMillis(samples * 1000L / SampleBuffer.RATE);
  }
}
