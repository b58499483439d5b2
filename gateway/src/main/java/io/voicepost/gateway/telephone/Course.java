package io.voicepost.gateway.telephone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// How far a caller has come in their script. For one thread.
final class Course {
  /// What a caller does in one frame.
  sealed interface Deed {
    record Listen() implements Deed {}

    record Press(char symbol) implements Deed {}

    record Speak() implements Deed {}

    record HangUp() implements Deed {}

    record Mute(boolean comfortNoise) implements Deed {}
  }

  private static final Deed LISTEN = new Deed.Listen();
  private static final Deed SPEAK = new Deed.Speak();

  private final Iterator<Step> steps;
  private final List<Key> timed;
  private final Ear ear;
  private final long answeredAt;
  private Optional<Step> step;
  private long since;
  private int beeps;
  private int frames;
  private boolean spoken;

  Course(Script script, Ear ear, long answeredAt) {
    this.steps = script.steps().iterator();
    this.timed = new ArrayList<>(script.timed());
    this.ear = ear;
    this.answeredAt = answeredAt;
    this.step = Optional.empty();
    next(answeredAt);
  }

  /// What to do now.
  Deed deed(long now) {
    var key = timedKey(now);
    if (key.isPresent()) {
      since = now;
      return new Deed.Press(key.get().symbol());
    }
    while (step.isPresent() && isOver(step.get(), now)) {
      var done = step.get();
      next(now);
      if (done instanceof Step.Press(char symbol)) {
        return new Deed.Press(symbol);
      }
      if (done instanceof Step.HangUp) {
        return new Deed.HangUp();
      }
    }
    return step.map(Course::during).orElse(LISTEN);
  }

  private static Deed during(Step step) {
    return switch (step) {
      case Step.Speak() -> SPEAK;
      case Step.Mute(_, boolean comfortNoise) -> new Deed.Mute(comfortNoise);
      case Step.AwaitBeep _,
          Step.AwaitSilence _,
          Step.Pause _,
          Step.AwaitMoment _,
          Step.Press _,
          Step.HangUp _ ->
          LISTEN;
    };
  }

  /// The speech has been said to its end.
  void spoken() {
    spoken = true;
  }

  private Optional<Key> timedKey(long now) {
    var talking = Duration.ofNanos(now - answeredAt);
    var due =
        timed.stream()
            .filter(it -> it.sinceAnswer().filter(at -> at.compareTo(talking) <= 0).isPresent())
            .findFirst();
    due.ifPresent(timed::remove);
    return due;
  }

  private boolean isOver(Step current, long now) {
    return switch (current) {
      case Step.AwaitBeep() -> ear.beeps(now) > beeps;
      case Step.AwaitSilence() -> ear.pausedSince(frames, now);
      case Step.Pause(var length) -> now - since >= length.toNanos();
      case Step.Mute(var length, _) -> now - since >= length.toNanos();
      case Step.AwaitMoment(var moment) -> now - answeredAt >= moment.toNanos();
      case Step.Speak() -> spoken;
      case Step.Press _, Step.HangUp _ -> true;
    };
  }

  private void next(long now) {
    step = steps.hasNext() ? Optional.of(steps.next()) : Optional.empty();
    since = now;
    beeps = ear.beeps(now);
    frames = ear.frames();
    spoken = false;
  }
}
