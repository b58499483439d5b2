package io.voicepost.gateway.testphone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a caller does in a call.
///
/// @param steps one after the other
/// @param timed keys that are pressed at their moments, whatever step it is
public record Script(List<ScriptStep> steps, List<KeyPress> timed) {
  /// Between the last word and a key. Asterisk cuts 200 ms before a key that ends a recording, and
  /// a person takes longer than that to find it.
  static final Duration BEFORE_KEY = Duration.ofMillis(300);

  /// People press a key, listen, and press the next.
  static final Duration BETWEEN_KEYS = Duration.ofSeconds(2);

  /// Listens.
  public static final Script NOTHING = new Script(List.of(), List.of());

  /// Speaks after the beep.
  public static final Script SPEAKING =
      new Script(List.of(new ScriptStep.AwaitBeep(), new ScriptStep.Speak()), List.of());

  public Script {
    steps = List.copyOf(steps);
    timed = List.copyOf(timed);
    if (timed.stream().anyMatch(key -> key.sinceAnswer().isEmpty())) {
      throw new IllegalArgumentException("a key without a moment is a step");
    }
  }

  /// With these keys: those without a moment after all that is done already, as fast as a person
  /// is.
  public Script pressing(KeyPress... keys) {
    var more = new ArrayList<>(steps);
    var moments = new ArrayList<>(timed);
    for (var key : keys) {
      if (key.sinceAnswer().isPresent()) {
        moments.add(key);
      } else {
        more.add(new ScriptStep.Pause(pauseAfter(more)));
        more.add(new ScriptStep.Press(key.symbol()));
      }
    }
    return new Script(more, moments);
  }

  /// Speaks at a moment instead of after the beep.
  public Script speakingAt(Duration sinceAnswer) {
    var others =
        steps.stream()
            .map(it ->
                it instanceof ScriptStep.AwaitBeep ? new ScriptStep.AwaitMoment(sinceAnswer) : it)
            .toList();
    return new Script(others, timed);
  }

  /// How long a person takes to press a key after these steps.
  static Duration pauseAfter(List<ScriptStep> steps) {
    if (steps.isEmpty()) {
      return BETWEEN_KEYS;
    }
    return switch (steps.getLast()) {
      case ScriptStep.Press _ -> BETWEEN_KEYS;
      case ScriptStep.Speak _ -> BEFORE_KEY;
      case ScriptStep.AwaitBeep _,
          ScriptStep.AwaitSilence _,
          ScriptStep.Pause _,
          ScriptStep.Mute _,
          ScriptStep.AwaitMoment _,
          ScriptStep.HangUp _ ->
          Duration.ZERO;
    };
  }

  static Script of(ScriptStep... steps) {
    return new Script(Arrays.asList(steps), List.of());
  }
}
