package io.voicepost.gateway.agi;

import io.voicepost.gateway.call.CallChannel;
import io.voicepost.gateway.call.DigitInput;
import io.voicepost.gateway.call.PromptResult;
import io.voicepost.gateway.call.RecordingResult;
import io.voicepost.gateway.speech.PromptLanguage;
import io.voicepost.gateway.speech.RecordedPrompts;
import io.voicepost.gateway.speech.SoundFile;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.ServiceLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.command.AnswerCommand;
import org.asteriskjava.fastagi.command.GetDataCommand;
import org.asteriskjava.fastagi.command.StreamFileCommand;
import org.asteriskjava.fastagi.command.WaitForDigitCommand;
import org.asteriskjava.fastagi.reply.AgiReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A telephone in Asterisk's hands. Commands are made of constants, our own ids and numbers, never
/// of anything a caller sent.
final class AsteriskChannel implements CallChannel {
  /// So long Asterisk may draw out the keys of somebody who types faster than it can tell them
  /// apart, before it goes on with what is played.
  private static final Duration DRAWN_OUT = Duration.ofSeconds(30);

  /// How long a caller may take to acknowledge our answer: a phone does at once, and again when the
  /// answer is sent again, after 0.5, 1.5 and 3.5 s (RFC 3261, 13.3.1.4). Within one lease.
  private static final Duration ACKNOWLEDGED = Duration.ofSeconds(4);

  private static final Logger log = LoggerFactory.getLogger(AsteriskChannel.class);

  private final AgiCommands commands;
  private final ChannelPlayback playback;
  private final CallRecorder recorder;
  private final String format;
  private final RecordedPrompts prompts;
  private final DtmfBuffer keypad;
  private final AckListener.Expected acknowledgement;
  private PromptLanguage spoken = PromptLanguage.ENGLISH;

  /// @param format what to record in: `wav` or `wav16`
  /// @param keys the caller's
  /// @param acknowledgement the caller's, of our answer
  AsteriskChannel(
      AgiChannel asterisk,
      AgiConnection connection,
      String format,
      RecordedPrompts prompts,
      DtmfBuffer keys,
      AckListener.Expected acknowledgement) {
    this.commands = new AgiCommands(asterisk, connection);
    this.playback = new ChannelPlayback(commands, keys);
    this.recorder = new CallRecorder(commands, keys, format);
    this.format = format;
    this.prompts = prompts;
    this.keypad = keys;
    this.acknowledgement = acknowledgement;
  }

  @Override
  public PromptResult answer() {
    commands.lease(AgiCommands.STEP);
    keypad.connect();
    return ChannelPlayback.result(
        commands
            .send(new AnswerCommand(), AgiCommands.STEP)
            .map(AgiReply::getResultCode)
            .orElse(-1));
  }

  @Override
  public boolean isAcknowledged() {
    boolean came = acknowledgement.within(ACKNOWLEDGED);
    if (!came) {
      log.warn("caller not acknowledged call={}", acknowledgement.call());
    }
    return came;
  }

  @Override
  public void speak(PromptLanguage language) {
    spoken = language;
  }

  @Override
  public PromptResult tell(Utterance utterance) {
    var result = say(utterance);
    if (result instanceof PromptResult.Pressed(char key)) {
      keypad.putBack(key);
    }
    return result;
  }

  @Override
  public PromptResult ask(Utterance utterance, Duration patience) {
    for (var sound : utterance.sounds()) {
      var result = say(sound);
      if (!(result instanceof PromptResult.Finished)) {
        return result;
      }
    }
    return patience.isZero() ? new PromptResult.Finished() : key(patience);
  }

  private PromptResult say(SoundFile sound) {
    var played = playback.stream(file(sound), 0, ChannelPlayback.PROMPT);
    if (played.isEmpty() && commands.isThere()) {
      log.error("prompt not played sound={}", sound);
      return new PromptResult.Finished();
    }
    return played.map(ChannelPlayback.Streamed::result).orElseGet(PromptResult.HungUp::new);
  }

  /// `STREAM FILE` alone of all that plays does not look into `sounds/custom` by itself
  /// (`handle_streamfile` in `res_agi.c` opens the file, and `ast_streamfile` is what looks there).
  private String file(SoundFile sound) {
    var language = sound.language().orElse(spoken);
    var place = prompts.isReplaced(language, sound) ? "custom/voicepost" : "voicepost";
    return "%s/%s/%s".formatted(place, language.code(), sound.name());
  }

  private PromptResult key(Duration within) {
    long until = System.nanoTime() + within.toNanos();
    Optional<PromptResult> result = Optional.empty();
    while (result.isEmpty() && System.nanoTime() < until) {
      result =
          keypad.source().isPresent()
              ? Optional.of(listen(until)).filter(it -> !(it instanceof PromptResult.Finished))
              : digit(until);
    }
    return result.orElseGet(PromptResult.Finished::new);
  }

  /// Waits for a key where nobody else tells of it; empty if it has to be looked for again.
  private Optional<PromptResult> digit(long until) {
    long milliseconds = Math.ceilDiv(until - System.nanoTime(), 1_000_000);
    var most = AgiCommands.STEP.plusMillis(milliseconds);
    var ready = playback.ready(most);
    if (ready.isPresent()) {
      return ready;
    }
    var source = keypad.source();
    var reply = playback.interruptible(new WaitForDigitCommand(Math.max(1, milliseconds)), most);
    int result = reply.map(AgiReply::getResultCode).orElse(-1);
    if (result < 0) {
      return Optional.of(new PromptResult.HungUp());
    }
    if (result == 0) {
      return Optional.of(heardNow());
    }
    return keypad.next((char) result, source).map(PromptResult.Pressed::new);
  }

  private PromptResult heardNow() {
    return keypad
        .next()
        .<PromptResult>map(PromptResult.Pressed::new)
        .orElseGet(PromptResult.Finished::new);
  }

  @Override
  public DigitInput keyIn(Utterance utterance, int most, Duration patience) {
    var keys = new StringBuilder();
    long until = 0;
    for (var result = ask(utterance, patience); true; result = listen(until)) {
      switch (result) {
        case PromptResult.HungUp() -> {
          return new DigitInput.HungUp();
        }
        case PromptResult.Pressed(char key) when key == DtmfBuffer.END -> {
          return new DigitInput.Keys(keys.toString());
        }
        case PromptResult.Pressed(char key) -> {
          keys.append(key);
          until = System.nanoTime() + patience.toNanos();
        }
        case PromptResult.Finished() -> {
          if (System.nanoTime() >= until) {
            return new DigitInput.Keys(keys.toString());
          }
        }
      }
      if (keys.length() == most) {
        keypad.full();
        return new DigitInput.Keys(keys.toString());
      }
      if (keypad.source().isEmpty() && keypad.isEmpty()) {
        return atOnce(keys, most, patience);
      }
    }
  }

  /// Whoever types types into silence, which their keys do not end: between two commands Asterisk
  /// draws out keys that are close together, and falls behind. It does not read packets meanwhile,
  /// so that after some seconds of it keys are lost.
  private PromptResult listen(long until) {
    var ready = playback.ready(DRAWN_OUT);
    if (ready.isPresent()) {
      return ready.get();
    }
    if (System.nanoTime() >= until) {
      return new PromptResult.Finished();
    }
    var command =
        new StreamFileCommand(file(SoundFile.PAUSE), "" + DtmfBuffer.END + DtmfBuffer.CUT);
    int result = commands.send(command, DRAWN_OUT).map(AgiReply::getResultCode).orElse(-1);
    return result < 0 ? new PromptResult.HungUp() : heardNow();
  }

  /// Where nobody tells the keys that are pressed between two commands, all that are left are asked
  /// for in one.
  private DigitInput atOnce(StringBuilder first, int most, Duration patience) {
    int left = most - first.length();
    var longest = patience.multipliedBy(left + 1L);
    commands.lease(longest);
    var command = new GetDataCommand(file(SoundFile.PAUSE), patience.toMillis(), left);
    var keys =
        commands
            .send(command, longest.plus(AgiCommands.STEP))
            .map(AgiReply::getResult)
            .filter(it -> it.matches("[0-9*]{0,64}"));
    // Whoever came back meanwhile told some of them, too.
    keypad.forget();
    return keys.<DigitInput>map(it -> new DigitInput.Keys(first + it))
        .orElseGet(DigitInput.HungUp::new);
  }

  @Override
  public boolean isWideband() {
    return format.equals("wav16");
  }

  @Override
  public Played play(Path wav, Duration from) {
    return playback.play(wav, from);
  }

  @Override
  public void announce(RecordingId recording) {
    commands.set("VP_RECORDING", recording.toString());
    commands.set("VP_STATE", "recording");
  }

  @Override
  public RecordingResult record(Path target, ServiceLine line) {
    return recorder.record(target, line);
  }

  @Override
  public void settle() {
    commands.set("VP_STATE", "done");
  }
}
