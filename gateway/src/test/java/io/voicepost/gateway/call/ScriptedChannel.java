package io.voicepost.gateway.call;

import io.voicepost.gateway.Sound;
import io.voicepost.gateway.speech.Language;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.ServiceLine;
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
  private final Map<String, Heard> reactions = new HashMap<>();
  private final Map<String, Runnable> watchers = new HashMap<>();
  private final Map<Integer, Runnable> settled = new HashMap<>();
  private final Deque<Character> keys = new ArrayDeque<>();
  private final Deque<Recorder> recordings = new ArrayDeque<>();
  private Heard answer = new Heard.Finished();
  private Consumer<RecordingId> onAnnounce = _ -> {};
  private boolean gone;
  private int left = Integer.MAX_VALUE;

  private record Recorder(Function<Path, Recorded> work, boolean andHangsUp) {}

  /// Hangs up while it still rings.
  ScriptedChannel givesUp() {
    answer = new Heard.HungUp();
    return this;
  }

  ScriptedChannel hangsUpDuring(Prompt prompt) {
    reactions.put(prompt.key(), new Heard.HungUp());
    return this;
  }

  ScriptedChannel presses(char key, Prompt during) {
    reactions.put(during.key(), new Heard.Pressed(key));
    return this;
  }

  /// Answers what is asked with these keys, one each; a space is no key in time. Then hangs up.
  ScriptedChannel answers(String all) {
    all.chars().forEach(it -> keys.add((char) it));
    return this;
  }

  /// Speaks for a while; Asterisk records it in 8 kHz. Said again, the next time it beeps.
  ScriptedChannel speaks(Duration length, Recorded.Ending ending) {
    var wav = Sound.voice(8000, length);
    return records(ending, wav, Sound.samples(wav));
  }

  /// What Asterisk says that it recorded, and what is really in the file.
  ScriptedChannel records(Recorded.Ending ending, byte[] file, long samples) {
    return records(
        target -> {
          Sound.write(Path.of(target + ".wav"), file);
          return new Recorded.Take(ending, samples);
        },
        ending == Recorded.Ending.HANG_UP);
  }

  ScriptedChannel records(Function<Path, Recorded> recorder, boolean andHangsUp) {
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
  public Heard answer() {
    happened.add("answer");
    gone = answer instanceof Heard.HungUp;
    return answer;
  }

  @Override
  public void speak(Language language) {
    happened.add("in " + language.code());
  }

  @Override
  public Heard ask(Utterance utterance, Duration patience) {
    for (var sound : utterance.sounds()) {
      if (isGone()) {
        return new Heard.HungUp();
      }
      happened.add(sound.name());
      watchers.getOrDefault(sound.name(), () -> {}).run();
      var reaction = reactions.getOrDefault(sound.name(), new Heard.Finished());
      gone = reaction instanceof Heard.HungUp;
      if (!(reaction instanceof Heard.Finished)) {
        return reaction;
      }
    }
    return isGone() ? new Heard.HungUp() : patience.isZero() ? new Heard.Finished() : next();
  }

  private Heard next() {
    var key = keys.poll();
    if (key == null) {
      gone = true;
      return new Heard.HungUp();
    }
    return key == SILENT ? new Heard.Finished() : new Heard.Pressed(key);
  }

  @Override
  public Keyed keyIn(Utterance utterance, int most, Duration patience) {
    var text = new StringBuilder();
    switch (ask(utterance, Duration.ZERO)) {
      case Heard.HungUp() -> {
        return new Keyed.HungUp();
      }
      case Heard.Pressed(char key) -> text.append(key);
      case Heard.Finished() -> {}
    }
    while (text.length() < most && !keys.isEmpty()) {
      var key = keys.poll();
      if (key == '#' || key == SILENT) {
        break;
      }
      text.append(key.charValue());
    }
    return new Keyed.Keys(text.toString());
  }

  @Override
  public Played play(Path wav, Duration from) {
    if (isGone()) {
      return new Played(new Heard.HungUp(), from);
    }
    happened.add("play " + wav.getFileName());
    return new Played(new Heard.Finished(), from);
  }

  @Override
  public void announce(RecordingId id) {
    happened.add("announce");
    onAnnounce.accept(id);
  }

  @Override
  public Recorded record(Path target, ServiceLine line) {
    if (isGone()) {
      return new Recorded.HungUp();
    }
    happened.add("record");
    var next = recordings.poll();
    if (next == null) {
      return new Recorded.Take(Recorded.Ending.SILENCE, 0);
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
