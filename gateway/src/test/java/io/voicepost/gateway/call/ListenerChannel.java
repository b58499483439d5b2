package io.voicepost.gateway.call;

import io.voicepost.gateway.Sound;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.PromptLanguage;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.ServiceLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A caller who listens and does one thing after the other, each at its moment; up to then they
/// hear everything out, and after the last they hang up at once. Writes down what they hear: `say`
/// with the names of sounds, or `play` with the post, the tempo and the millisecond in the file.
final class ListenerChannel implements CallChannel {
  private final List<String> heard = new ArrayList<>();
  private final Deque<Act> script = new ArrayDeque<>();
  private final Map<RecordingId, String> names = new HashMap<>();
  private boolean gone;

  /// What is done at a moment.
  ///
  /// @param moment the name of a sound, or [#PLAYING] or [#QUIET]
  /// @param after how far into what is played
  private record Act(String moment, Duration after, PromptResult does, Runnable also) {}

  private static final String PLAYING = "playing";
  private static final String QUIET = "quiet";

  ListenerChannel calling(RecordingId recording, String name) {
    names.put(recording, name);
    return this;
  }

  /// Presses a key when this is said.
  ListenerChannel presses(char key, Prompt during) {
    return act(during.key(), Duration.ZERO, new PromptResult.Pressed(key));
  }

  /// Presses a key while it is said from whom the next post is.
  ListenerChannel pressesAtName(char key) {
    return act("from", Duration.ZERO, new PromptResult.Pressed(key));
  }

  /// Presses a key so far into what is played next, in the time of the file.
  ListenerChannel presses(char key, Duration after) {
    return act(PLAYING, after, new PromptResult.Pressed(key));
  }

  /// Presses a key when nothing is said any more.
  ListenerChannel pressesAfterwards(char key) {
    return act(QUIET, Duration.ZERO, new PromptResult.Pressed(key));
  }

  ListenerChannel hearsOut() {
    return act(PLAYING, Duration.ZERO, new PromptResult.Finished());
  }

  /// Presses nothing when asked.
  ListenerChannel isSilent() {
    return act(QUIET, Duration.ZERO, new PromptResult.Finished());
  }

  ListenerChannel hangsUp(Duration after) {
    return act(PLAYING, after, new PromptResult.HungUp());
  }

  /// While that is said, this happens elsewhere.
  ListenerChannel meanwhile(Prompt during, Runnable happens) {
    script.add(new Act(during.key(), Duration.ZERO, new PromptResult.Finished(), happens));
    return this;
  }

  /// While it is said from whom the next post is, this happens elsewhere.
  ListenerChannel meanwhileAtName(Runnable happens) {
    script.add(new Act("from", Duration.ZERO, new PromptResult.Finished(), happens));
    return this;
  }

  /// Takes the telephone up again.
  void comesBack() {
    gone = false;
    script.clear();
  }

  private ListenerChannel act(String moment, Duration after, PromptResult does) {
    script.add(new Act(moment, after, does, () -> {}));
    return this;
  }

  /// What they heard, without the letters of names and the words of times.
  List<String> heard() {
    return heard;
  }

  private PromptResult at(String moment) {
    if (script.isEmpty()) {
      gone = true;
      return new PromptResult.HungUp();
    }
    if (!script.getFirst().moment().equals(moment)) {
      return new PromptResult.Finished();
    }
    var act = script.removeFirst();
    act.also().run();
    gone = act.does().isGone();
    return act.does();
  }

  @Override
  public PromptResult answer() {
    return new PromptResult.Finished();
  }

  @Override
  public void speak(PromptLanguage language) {}

  @Override
  public PromptResult ask(Utterance utterance, Duration patience) {
    for (var sound : utterance.sounds()) {
      if (gone) {
        return new PromptResult.HungUp();
      }
      heard.add(sound.name());
      var does = at(sound.name());
      if (!(does instanceof PromptResult.Finished)) {
        return does;
      }
    }
    return gone
        ? new PromptResult.HungUp()
        : patience.isZero() ? new PromptResult.Finished() : at(QUIET);
  }

  @Override
  public DigitInput keyIn(Utterance utterance, int most, Duration patience) {
    return ask(utterance, patience) instanceof PromptResult.Pressed(char key)
        ? new DigitInput.Keys("" + key)
        : new DigitInput.Keys("");
  }

  @Override
  public Played play(Path wav, Duration from) {
    if (gone) {
      return new Played(new PromptResult.HungUp(), from);
    }
    if (Files.notExists(wav)) {
      return new Played(new PromptResult.Finished(), from);
    }
    var length = length(wav);
    heard.add("play %s %d".formatted(name(wav), from.toMillis()));
    var act = script.peekFirst();
    var does = at(PLAYING);
    return new Played(
        does,
        act == null || does instanceof PromptResult.Finished ? length : from.plus(act.after()));
  }

  private static Duration length(Path wav) {
    try {
      return Duration.ofMillis((Files.size(wav) - Sound.HEADER) / 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String name(Path wav) {
    var file = String.valueOf(wav.getFileName());
    var post = names.get(RecordingId.parse(file.substring(0, 36)));
    return post + " " + file.substring(37).replaceFirst("-.*", "");
  }

  @Override
  public void announce(RecordingId recording) {}

  @Override
  public RecordingResult record(Path target, ServiceLine line) {
    heard.add("record");
    var wav = Sound.voice(8000, Duration.ofSeconds(3));
    Sound.write(Path.of(target + ".wav"), wav);
    return new RecordingResult.Recorded(RecordingResult.Ending.KEY, Sound.samples(wav));
  }

  @Override
  public void settle() {}
}
