package io.voicepost.gateway.testphone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Callers whose phones send nothing for a while.
public final class Gaps {
  private static final Duration END = Duration.ofMillis(500);

  private Gaps() {}

  /// Says the speech, sends nothing for a while, says it again and hangs up.
  public static Script speakingTwice(Duration gap, boolean comfortNoise) {
    return Script.of(
        new ScriptStep.AwaitBeep(),
        new ScriptStep.Speak(),
        new ScriptStep.Mute(gap, comfortNoise),
        new ScriptStep.Speak(),
        new ScriptStep.Pause(END),
        new ScriptStep.HangUp());
  }

  /// Says the speech, and adds it twice, sending nothing for a while between them.
  public static Script addingTwice(Duration gap) {
    return Script.of(
        new ScriptStep.AwaitBeep(),
        new ScriptStep.Speak(),
        new ScriptStep.Pause(END),
        new ScriptStep.Press('#'),
        new ScriptStep.AwaitSilence(),
        new ScriptStep.Press('4'),
        new ScriptStep.AwaitBeep(),
        new ScriptStep.Speak(),
        new ScriptStep.Mute(gap, false),
        new ScriptStep.Speak(),
        new ScriptStep.Pause(END),
        new ScriptStep.HangUp());
  }

  /// Says a word several times, sending nothing in the pauses.
  public static Script speakingSlowly(int words, Duration pause) {
    var steps = new ArrayList<ScriptStep>(List.of(new ScriptStep.AwaitBeep()));
    for (int word = 0; word < words; word++) {
      steps.add(new ScriptStep.Speak());
      steps.add(new ScriptStep.Mute(pause, false));
    }
    steps.add(new ScriptStep.HangUp());
    return new Script(steps, List.of());
  }

  /// Says the speech, and then no sound comes any more.
  public static Script speakingOnce() {
    return Script.of(new ScriptStep.AwaitBeep(), new ScriptStep.Speak(), nothing());
  }

  /// Never any sound.
  public static Script silent() {
    return Script.of(nothing());
  }

  private static ScriptStep nothing() {
    return new ScriptStep.Mute(Duration.ofMinutes(10), false);
  }

  /// The speech is there twice, and most of the gap between: a busy machine takes a second of it at
  /// most, and may cost a frame.
  public static void assertKept(Path spoken, Duration gap, Path recorded) throws IOException {
    var sent = Hearing.samples(spoken);
    var got = Hearing.samples(recorded);
    var length = Hearing.duration(sent);
    int half = sent.length + (int) (gap.toMillis() * Hearing.RATE / 2000);
    // Before the middle of the gap, or the second time would be found, too.
    var first = Hearing.find(sent, Arrays.copyOf(got, Math.min(half, got.length)));
    var second =
        Hearing.find(sent, Arrays.copyOfRange(got, Math.min(half, got.length), got.length));
    var secondAt = second.at().plusMillis(half * 1000L / Hearing.RATE);

    assertThat(first.weakestSecond())
        .as("%s in %s", first, Hearing.duration(got))
        .isGreaterThan(0.5);
    assertThat(second.weakestSecond())
        .as("%s in %s", second, Hearing.duration(got))
        .isGreaterThan(0.5);
    assertThat(secondAt.minus(first.at()))
        .isBetween(length.plus(gap).minusSeconds(1), length.plus(gap).plusMillis(500));
    assertThat(Hearing.duration(got))
        .isBetween(
            length.multipliedBy(2).plus(gap).minusSeconds(1),
            length.multipliedBy(2).plus(gap).plusMillis(1500));
  }
}
