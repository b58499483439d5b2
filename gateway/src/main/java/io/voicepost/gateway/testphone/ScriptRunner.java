package io.voicepost.gateway.testphone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// How far a caller has come in their script. For one thread.
final class ScriptRunner {
  /// What a caller does in one frame.
  sealed interface Action {
    record Listen() implements Action {}

    record Press(char symbol) implements Action {}

    record Speak() implements Action {}

    record HangUp() implements Action {}

    record Mute(boolean comfortNoise) implements Action {}
  }

  private static final Action LISTEN = new Action.Listen();
  private static final Action SPEAK = new Action.Speak();

  private final Iterator<ScriptStep> steps;
  private final List<KeyPress> timed;
  private final RtpReceiver receiver;
  private final long answeredAt;
  private Optional<ScriptStep> step;
  private long since;
  private int beeps;
  private int frames;
  private boolean spoken;

  ScriptRunner(Script script, RtpReceiver receiver, long answeredAt) {
    this.steps = script.steps().iterator();
    this.timed = new ArrayList<>(script.timed());
    this.receiver = receiver;
    this.answeredAt = answeredAt;
    this.step = Optional.empty();
    next(answeredAt);
  }

  /// What to do now.
  Action deed(long now) {
    var key = timedKey(now);
    if (key.isPresent()) {
      since = now;
      return new Action.Press(key.get().symbol());
    }
    while (step.isPresent() && isOver(step.get(), now)) {
      var done = step.get();
      next(now);
      if (done instanceof ScriptStep.Press(char symbol)) {
        return new Action.Press(symbol);
      }
      if (done instanceof ScriptStep.HangUp) {
        return new Action.HangUp();
      }
    }
    return step.map(ScriptRunner::during).orElse(LISTEN);
  }

  private static Action during(ScriptStep step) {
    return switch (step) {
      case ScriptStep.Speak() -> SPEAK;
      case ScriptStep.Mute(_, boolean comfortNoise) -> new Action.Mute(comfortNoise);
      case ScriptStep.AwaitBeep _,
          ScriptStep.AwaitSilence _,
          ScriptStep.Pause _,
          ScriptStep.AwaitMoment _,
          ScriptStep.Press _,
          ScriptStep.HangUp _ ->
          LISTEN;
    };
  }

  /// The speech has been said to its end.
  void spoken() {
    spoken = true;
  }

  private Optional<KeyPress> timedKey(long now) {
    var talking = Duration.ofNanos(now - answeredAt);
    var due =
        timed.stream()
            .filter(it -> it.sinceAnswer().filter(at -> at.compareTo(talking) <= 0).isPresent())
            .findFirst();
    due.ifPresent(timed::remove);
    return due;
  }

  private boolean isOver(ScriptStep current, long now) {
    return switch (current) {
      case ScriptStep.AwaitBeep() -> receiver.beeps(now) > beeps;
      case ScriptStep.AwaitSilence() -> receiver.pausedSince(frames, now);
      case ScriptStep.Pause(var length) -> now - since >= length.toNanos();
      case ScriptStep.Mute(var length, _) -> now - since >= length.toNanos();
      case ScriptStep.AwaitMoment(var moment) -> now - answeredAt >= moment.toNanos();
      case ScriptStep.Speak() -> spoken;
      case ScriptStep.Press _, ScriptStep.HangUp _ -> true;
    };
  }

  private void next(long now) {
    step = steps.hasNext() ? Optional.of(steps.next()) : Optional.empty();
    since = now;
    beeps = receiver.beeps(now);
    frames = receiver.frames();
    spoken = false;
  }
}
