package io.voicepost.gateway.testphone.transcript;

import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/// A call as lines of text, each with its time, in the order of their times, and as soon as it is
/// certain. Times are counted from the answer. For one thread.
public final class Transcript {
  /// Shorter ones are pauses between sentences.
  private static final Duration SILENCE = Duration.ofSeconds(2);

  /// A sentence that lacks its end is not waited for longer.
  private static final Duration SENTENCE_OVER = Duration.ofMillis(800);

  /// So that what began a moment before a second is told with it.
  private static final Duration ROUNDED_UP = Duration.ofMillis(50);

  /// Something to tell, or only how long it was not silent.
  private record Event(Duration at, Duration until, Optional<String> text) {}

  private final Recogniser recogniser;
  private final Consumer<String> lines;
  private final Queue<Event> untold = new PriorityQueue<>(Comparator.comparing(Event::at));
  private Optional<Sentence> sentence = Optional.empty();
  private Duration lastSound = Duration.ZERO;

  public Transcript(Vocabulary vocabulary, Consumer<String> lines) {
    this.recogniser = new Recogniser(vocabulary, this::heard);
    this.lines = lines;
  }

  /// @param position of the first sample, at [Recogniser#RATE]
  public void heard(int position, short[] sound) {
    recogniser.hear(position, sound);
  }

  /// All sound before this position has been given.
  public void heardUntil(int position) {
    recogniser.advance(position);
    var certain = recogniser.settled();
    if (sentence.filter(it -> certain.minus(it.until()).compareTo(SENTENCE_OVER) > 0).isPresent()) {
      endSentence();
    }
    tell(sentence.map(Sentence::at).orElse(certain));
  }

  /// Something that the caller did.
  public void did(Duration at, String what) {
    untold.add(new Event(at, at, Optional.of(what)));
  }

  /// The caller spoke, so it was not silent.
  public void spoke(Duration from, Duration until) {
    untold.add(new Event(from, until, Optional.empty()));
  }

  /// Nothing more comes.
  public void end(Duration at) {
    recogniser.end();
    endSentence();
    tell(Duration.ofDays(1));
    silenceUntil(at);
  }

  private void heard(Passage passage) {
    switch (passage) {
      case Passage.Unknown unknown -> {
        endSentence();
        event(unknown, "heard    unknown sound, " + Sentence.seconds(unknown.lasted()));
      }
      case Passage.Said beep when beep.phrase().isBeep() -> {
        endSentence();
        event(beep, "beep");
      }
      case Passage.Said said -> say(said);
    }
  }

  private void say(Passage.Said said) {
    var current = sentence.orElseGet(() -> new Sentence(said.at()));
    current.add(said);
    sentence = Optional.of(current);
    if (!said.whole() || !said.phrase().goesOn()) {
      endSentence();
    }
  }

  private void endSentence() {
    sentence.ifPresent(
        it -> untold.add(new Event(it.at(), it.until(), Optional.of("heard    " + it))));
    sentence = Optional.empty();
  }

  private void event(Passage passage, String text) {
    untold.add(new Event(passage.at(), passage.until(), Optional.of(text)));
  }

  private void tell(Duration before) {
    while (!untold.isEmpty() && untold.element().at().compareTo(before) < 0) {
      var event = untold.remove();
      silenceUntil(event.at());
      event.text().ifPresent(text -> line(event.at(), text));
      lastSound = lastSound.compareTo(event.until()) > 0 ? lastSound : event.until();
    }
  }

  private void silenceUntil(Duration at) {
    var silence = at.minus(lastSound);
    if (silence.compareTo(SILENCE) >= 0) {
      line(lastSound, "silence  " + Sentence.seconds(silence));
    }
  }

  private void line(Duration exactly, String text) {
    var at = exactly.plus(ROUNDED_UP);
    lines.accept(
        String.format(Locale.ROOT, "%d:%02d  %s", at.toMinutes(), at.toSecondsPart(), text));
  }
}
