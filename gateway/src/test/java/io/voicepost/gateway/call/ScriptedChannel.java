package io.voicepost.gateway.call;

import io.voicepost.gateway.Sound;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.PromptLanguage;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.ServiceLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// A caller made of instructions: hears everything out, and hangs up when there is nothing left to
/// do. Writes down what happens to them.
final class ScriptedChannel implements CallChannel {
  private static final char SILENT = ' ';

  private final List<String> happened = new ArrayList<>();
  private final Map<String, PromptResult> reactions = new HashMap<>();
  private final Map<String, Runnable> watchers = new HashMap<>();
  private final Map<Integer, Runnable> settled = new HashMap<>();
  private final Deque<Character> keys = new ArrayDeque<>();
  private final Deque<Recorder> recordings = new ArrayDeque<>();
  private PromptResult answer = new PromptResult.Finished();
  private Consumer<RecordingId> onAnnounce = _ -> {};
  private boolean gone;
  private int left = Integer.MAX_VALUE;

  private record Recorder(Function<Path, RecordingResult> work, boolean andHangsUp) {}

  /// Hangs up while it still rings.
  ScriptedChannel givesUp() {
    answer = new PromptResult.HungUp();
    return this;
  }

  ScriptedChannel hangsUpDuring(Prompt prompt) {
    reactions.put(prompt.key(), new PromptResult.HungUp());
    return this;
  }

  ScriptedChannel presses(char key, Prompt during) {
    reactions.put(during.key(), new PromptResult.Pressed(key));
    return this;
  }

  /// Answers what is asked with these keys, one each; a space is no key in time. Then hangs up.
  ScriptedChannel answers(String all) {
    all.chars().forEach(it -> keys.add((char) it));
    return this;
  }

  /// Speaks for a while; Asterisk records it in 8 kHz. Said again, the next time it beeps.
  ScriptedChannel speaks(Duration length, RecordingResult.Ending ending) {
    var wav = Sound.voice(8000, length);
    return records(ending, wav, Sound.samples(wav));
  }

  /// What Asterisk says that it recorded, and what is really in the file.
  ScriptedChannel records(RecordingResult.Ending ending, byte[] file, long samples) {
    return records(
        target -> {
          Sound.write(Path.of(target + ".wav"), file);
          return new RecordingResult.Recorded(ending, samples);
        },
        ending == RecordingResult.Ending.HANG_UP);
  }

  ScriptedChannel records(Function<Path, RecordingResult> recorder, boolean andHangsUp) {
    recordings.add(new Recorder(recorder, andHangsUp));
    return this;
  }

  ScriptedChannel whenAnnounced(Consumer<RecordingId> then) {
    onAnnounce = then;
    return this;
  }

  ScriptedChannel whenHearing(Prompt prompt, Runnable then) {
    watchers.put(prompt.key(), then);
    return this;
  }

  /// When it is settled for the n-th time what became of a recording.
  ScriptedChannel whenSettled(int n, Runnable then) {
    settled.put(n, then);
    return this;
  }

  /// Hangs up instead of going through this many things.
  ScriptedChannel hangsUpAfter(int things) {
    left = things;
    return this;
  }

  private boolean isGone() {
    gone |= left == 0;
    left = Math.max(0, left - 1);
    return gone;
  }

  /// What the caller went through, in order.
  List<String> happened() {
    return happened;
  }

  @Override
  public PromptResult answer() {
    happened.add("answer");
    gone = answer instanceof PromptResult.HungUp;
    return answer;
  }

  @Override
  public void speak(PromptLanguage language) {
    happened.add("in " + language.code());
  }

  @Override
  public PromptResult ask(Utterance utterance, Duration patience) {
    for (var sound : utterance.sounds()) {
      if (isGone()) {
        return new PromptResult.HungUp();
      }
      happened.add(sound.toString());
      watchers.getOrDefault(sound.name(), () -> {}).run();
      var reaction = reactions.getOrDefault(sound.name(), new PromptResult.Finished());
      gone = reaction instanceof PromptResult.HungUp;
      if (!(reaction instanceof PromptResult.Finished)) {
        return reaction;
      }
    }
    return isGone()
        ? new PromptResult.HungUp()
        : patience.isZero() ? new PromptResult.Finished() : next();
  }

  private PromptResult next() {
    var key = keys.poll();
    if (key == null) {
      gone = true;
      return new PromptResult.HungUp();
    }
    return key == SILENT ? new PromptResult.Finished() : new PromptResult.Pressed(key);
  }

  @Override
  public DigitInput keyIn(Utterance utterance, int most, Duration patience) {
    var text = new StringBuilder();
    switch (ask(utterance, Duration.ZERO)) {
      case PromptResult.HungUp() -> {
        return new DigitInput.HungUp();
      }
      case PromptResult.Pressed(char key) -> text.append(key);
      case PromptResult.Finished() -> {}
    }
    while (text.length() < most && !keys.isEmpty()) {
      var key = keys.poll();
      if (key == '#' || key == SILENT) {
        break;
      }
      text.append(key.charValue());
    }
    return new DigitInput.Keys(text.toString());
  }

  @Override
  public Played play(Path wav, Duration from) {
    if (isGone()) {
      return new Played(new PromptResult.HungUp(), from);
    }
    happened.add("play " + wav.getFileName());
    return new Played(new PromptResult.Finished(), from);
  }

  @Override
  public void announce(RecordingId id) {
    happened.add("announce");
    onAnnounce.accept(id);
  }

  @Override
  public RecordingResult record(Path target, ServiceLine line) {
    if (isGone()) {
      return new RecordingResult.HungUp();
    }
    happened.add("record");
    var next = recordings.poll();
    if (next == null) {
      return new RecordingResult.Recorded(RecordingResult.Ending.SILENCE, 0);
    }
    gone = next.andHangsUp();
    return next.work().apply(target);
  }

  @Override
  public void settle() {
    happened.add("settle");
    int times = Collections.frequency(happened, "settle");
    settled.getOrDefault(times, () -> {}).run();
  }
}
