package io.voicepost.gateway.call;

import io.voicepost.gateway.Sound;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.storage.RecordingId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// A caller made of instructions: patient and silent unless told otherwise. Writes down what
/// happens to them.
final class ScriptedChannel implements CallChannel {
  private final List<String> happened = new ArrayList<>();
  private final Map<Prompt, Heard> reactions = new HashMap<>();
  private final Map<Prompt, Runnable> watchers = new HashMap<>();
  private Heard answer = new Heard.Finished();
  private Function<Path, Recorded> recording = _ -> new Recorded.Take(Recorded.Ending.SILENCE, 0);
  private Consumer<RecordingId> onAnnounce = _ -> {};
  private boolean gone;

  /// Hangs up while it still rings.
  ScriptedChannel givesUp() {
    answer = new Heard.HungUp();
    return this;
  }

  ScriptedChannel hangsUpDuring(Prompt prompt) {
    reactions.put(prompt, new Heard.HungUp());
    return this;
  }

  ScriptedChannel presses(char key, Prompt during) {
    reactions.put(during, new Heard.Pressed(key));
    return this;
  }

  /// Speaks for a while; Asterisk records it in 8 kHz.
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
    recording =
        target -> {
          gone = andHangsUp;
          return recorder.apply(target);
        };
    return this;
  }

  ScriptedChannel whenAnnounced(Consumer<RecordingId> then) {
    onAnnounce = then;
    return this;
  }

  ScriptedChannel whenHearing(Prompt prompt, Runnable then) {
    watchers.put(prompt, then);
    return this;
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
  public Heard say(Prompt prompt) {
    if (gone) {
      return new Heard.HungUp();
    }
    happened.add(prompt.key());
    watchers.getOrDefault(prompt, () -> {}).run();
    var reaction = reactions.getOrDefault(prompt, new Heard.Finished());
    gone = reaction instanceof Heard.HungUp;
    return reaction;
  }

  @Override
  public void announce(RecordingId id) {
    happened.add("announce");
    onAnnounce.accept(id);
  }

  @Override
  public Recorded record(Path target, Line line) {
    happened.add("record");
    return recording.apply(target);
  }

  @Override
  public void settle() {
    happened.add("settle");
  }
}
