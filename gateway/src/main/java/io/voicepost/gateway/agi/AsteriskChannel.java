package io.voicepost.gateway.agi;

import io.voicepost.gateway.call.CallChannel;
import io.voicepost.gateway.call.DigitInput;
import io.voicepost.gateway.call.PromptResult;
import io.voicepost.gateway.call.RecordingResult;
import io.voicepost.gateway.speech.PromptLanguage;
import io.voicepost.gateway.speech.RecordedPrompts;
import io.voicepost.gateway.speech.SoundFile;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.gateway.spool.TimedRecording;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.ServiceLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiHangupException;
import org.asteriskjava.fastagi.AgiNetworkException;
import org.asteriskjava.fastagi.command.AgiCommand;
import org.asteriskjava.fastagi.command.AnswerCommand;
import org.asteriskjava.fastagi.command.ExecCommand;
import org.asteriskjava.fastagi.command.GetDataCommand;
import org.asteriskjava.fastagi.command.RecordFileCommand;
import org.asteriskjava.fastagi.command.SetAutoHangupCommand;
import org.asteriskjava.fastagi.command.SetVariableCommand;
import org.asteriskjava.fastagi.command.StreamFileCommand;
import org.asteriskjava.fastagi.command.WaitForDigitCommand;
import org.asteriskjava.fastagi.reply.AgiReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A telephone in Asterisk's hands. Commands are made of constants, our own ids and numbers, never
/// of anything a caller sent.
///
/// Before every step it renews the lease on the call: if we hang, Asterisk takes the call away from
/// us when the lease is over, and its dialplan goes on alone.
final class AsteriskChannel implements CallChannel {
  private static final Duration STEP = Duration.ofSeconds(5);

  /// So long Asterisk may draw out the keys of somebody who types faster than it can tell them
  /// apart, before it goes on with what is played.
  private static final Duration DRAWN_OUT = Duration.ofSeconds(30);

  /// The longest prompt, which may be a recording, with room to spare.
  private static final Duration PROMPT = RecordedPrompts.LONGEST.plusSeconds(2);

  /// What a recording may take beyond its limit.
  private static final Duration RECORDING_SLACK = Duration.ofSeconds(15);

  /// Measuring, flushing and moving a recording, on a disk that is busy.
  private static final Duration CAPTURE = Duration.ofSeconds(10);

  /// So long Asterisk needs to recognise a key that is a tone.
  private static final Duration RECOGNISING = Duration.ofMillis(200);

  /// So much Asterisk itself cuts off before the end of a key.
  private static final Duration REWOUND = Duration.ofMillis(200);

  /// A key is looked for as if it was down for so long where nobody tells.
  private static final Duration UNTOLD_KEY = Duration.ofSeconds(1);

  private static final String ANY_KEY = DtmfBuffer.KEYS + DtmfBuffer.CUT;

  /// A caller who presses keys faster than a prompt can be gone on with does not hear it.
  private static final int MOST_CUTS = 64;

  /// How long a caller may take to acknowledge our answer: a phone does at once, and again when the
  /// answer is sent again, after 0.5, 1.5 and 3.5 s (RFC 3261, 13.3.1.4). Within one lease.
  private static final Duration ACKNOWLEDGED = Duration.ofSeconds(4);

  private static final Logger log = LoggerFactory.getLogger(AsteriskChannel.class);

  private final AgiChannel asterisk;
  private final AgiConnection connection;
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
    this.asterisk = asterisk;
    this.connection = connection;
    this.format = format;
    this.prompts = prompts;
    this.keypad = keys;
    this.acknowledgement = acknowledgement;
  }

  @Override
  public PromptResult answer() {
    lease(STEP);
    keypad.connect();
    return heard(send(new AnswerCommand(), STEP).map(AgiReply::getResultCode).orElse(-1));
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
    var played = stream(file(sound), 0, PROMPT);
    if (played.isEmpty() && isThere()) {
      log.error("prompt not played sound={}", sound);
      return new PromptResult.Finished();
    }
    return played.map(Streamed::result).orElseGet(PromptResult.HungUp::new);
  }

  /// `STREAM FILE` alone of all that plays does not look into `sounds/custom` by itself
  /// (`handle_streamfile` in `res_agi.c` opens the file, and `ast_streamfile` is what looks there).
  private String file(SoundFile sound) {
    var language = sound.language().orElse(spoken);
    var place = prompts.isReplaced(language, sound) ? "custom/voicepost" : "voicepost";
    return "%s/%s/%s".formatted(place, language.code(), sound.name());
  }

  /// @param until how far into the file it was heard, in samples
  private record Streamed(PromptResult result, int until) {}

  /// Plays a file until the next key; empty if Asterisk cannot. What was cut short by no new key is
  /// gone on with.
  private Optional<Streamed> stream(String file, int from, Duration most) {
    int at = from;
    for (int cuts = 0; cuts < MOST_CUTS; cuts++) {
      var ready = ready(most);
      if (ready.isPresent()) {
        return Optional.of(new Streamed(ready.get(), at));
      }
      var source = keypad.source();
      var command =
          at == 0 ? new StreamFileCommand(file, ANY_KEY) : new StreamFileCommand(file, ANY_KEY, at);
      var reply = cuttable(command, most);
      at = reply.flatMap(AsteriskChannel::endpos).orElse(at);
      int result = reply.map(AgiReply::getResultCode).orElse(-1);
      if (result <= 0) {
        return result < 0 && reply.isPresent()
            ? Optional.empty()
            : Optional.of(new Streamed(heard(result), at));
      }
      var key = keypad.next((char) result, source);
      if (key.isPresent()) {
        return Optional.of(new Streamed(new PromptResult.Pressed(key.get()), at));
      }
    }
    return Optional.of(new Streamed(new PromptResult.Finished(), at));
  }

  /// Renews the lease, unless there is a key already, or nobody to press one.
  private Optional<PromptResult> ready(Duration most) {
    var pressed = keypad.next();
    if (pressed.isEmpty()) {
      boolean isLeased = lease(most);
      pressed = keypad.next();
      if (pressed.isEmpty() && !isLeased) {
        return Optional.of(new PromptResult.HungUp());
      }
    }
    return pressed.map(PromptResult.Pressed::new);
  }

  /// Sends a command that any key ends.
  private Optional<AgiReply> cuttable(AgiCommand command, Duration patience) {
    keypad.begins();
    try {
      return send(command, patience);
    } finally {
      keypad.ends();
    }
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
    var most = STEP.plusMillis(milliseconds);
    var ready = ready(most);
    if (ready.isPresent()) {
      return ready;
    }
    var source = keypad.source();
    var reply = cuttable(new WaitForDigitCommand(Math.max(1, milliseconds)), most);
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
    var ready = ready(DRAWN_OUT);
    if (ready.isPresent()) {
      return ready.get();
    }
    if (System.nanoTime() >= until) {
      return new PromptResult.Finished();
    }
    var command =
        new StreamFileCommand(file(SoundFile.PAUSE), "" + DtmfBuffer.END + DtmfBuffer.CUT);
    int result = send(command, DRAWN_OUT).map(AgiReply::getResultCode).orElse(-1);
    return result < 0 ? new PromptResult.HungUp() : heardNow();
  }

  /// Where nobody tells the keys that are pressed between two commands, all that are left are asked
  /// for in one.
  private DigitInput atOnce(StringBuilder first, int most, Duration patience) {
    int left = most - first.length();
    var longest = patience.multipliedBy(left + 1L);
    lease(longest);
    var command = new GetDataCommand(file(SoundFile.PAUSE), patience.toMillis(), left);
    var keys =
        send(command, longest.plus(STEP))
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
    int rate = wav.toString().endsWith(".wav16") ? 16_000 : 8_000;
    var most = length(wav, rate).plus(PROMPT);
    int begin = Math.toIntExact(from.toMillis() * rate / 1000);
    var played = stream(withoutExtension(wav), begin, most);
    if (played.isEmpty() && isThere()) {
      log.warn("recording not played path={}", wav.getFileName());
      return new Played(new PromptResult.Finished(), from);
    }
    return played
        .map(it -> new Played(it.result(), Duration.ofMillis(it.until() * 1000L / rate)))
        .orElseGet(() -> new Played(new PromptResult.HungUp(), from));
  }

  private static String withoutExtension(Path wav) {
    return wav.toString().replaceFirst("\\.[a-z0-9]+$", "");
  }

  /// Rounded up; what cannot be read is not played for long.
  private static Duration length(Path wav, int rate) {
    try {
      return Duration.ofSeconds(1 + Files.size(wav) / (2L * rate));
    } catch (IOException e) {
      return Duration.ZERO;
    }
  }

  private static Optional<Integer> endpos(AgiReply reply) {
    return Optional.ofNullable(reply.getAttribute("endpos"))
        .filter(it -> it.matches("[0-9]{1,9}"))
        .map(Integer::parseInt);
  }

  @Override
  public void announce(RecordingId recording) {
    set("VP_RECORDING", recording.toString());
    set("VP_STATE", "recording");
  }

  /// Beside the recording, MixMonitor writes down when its sound came.
  @Override
  public RecordingResult record(Path target, ServiceLine line) {
    var timed = new TimedRecording(audio(target));
    lease(STEP);
    if (timed.canBeNamed()) {
      var _ = send(new ExecCommand("MixMonitor", ",r(" + timed.wav() + ")"), STEP);
    }
    long from = System.nanoTime();
    var recorded = recordUntilSilence(target, line);
    var lasted = Duration.ofNanos(System.nanoTime() - from);
    var _ = send(new ExecCommand("StopMixMonitor"), STEP);
    return switch (recorded) {
      case RecordingResult.Recorded(var ending, long samples) ->
          new RecordingResult.Recorded(ending, Math.max(samples, timed.fill(lasted).orElse(0)));
      case RecordingResult.HungUp _, RecordingResult.Refused _ -> {
        timed.remove();
        yield recorded;
      }
      // Asterisk may still write to it.
      case RecordingResult.Lost _ -> recorded;
    };
  }

  /// Asterisk listens for silence with one threshold for all lines, in frames that arrive, and in
  /// narrowband only (`res_agi.c` sets the channel to 8 kHz). So we listen, and press the key.
  private RecordingResult recordUntilSilence(Path target, ServiceLine line) {
    if (keypad.source().isEmpty()) {
      return record(target, line, (int) line.silence().toSeconds());
    }
    var audio = audio(target);
    var wavs =
        List.of(
            new SilenceWatch.Wav(audio, rate()),
            new SilenceWatch.Wav(new TimedRecording(audio).wav(), rate()));
    var watch = SilenceWatch.start(wavs, line.silence(), keypad::stop);
    var recorded = record(target, line, 0);
    var soundEnd = watch.stop();
    return soundEnd.isPresent() && recorded instanceof RecordingResult.Recorded take
        ? endedBySilence(take, audio, soundEnd.get())
        : recorded;
  }

  /// Of the silence that ended it a second stays.
  private RecordingResult endedBySilence(
      RecordingResult.Recorded recorded, Path wav, Duration soundEnd) {
    long samples = Math.min(recorded.samples(), soundEnd.plusSeconds(1).toMillis() * rate() / 1000);
    try {
      WavTrimmer.cut(wav, samples);
      return new RecordingResult.Recorded(RecordingResult.Ending.SILENCE, samples);
    } catch (IOException e) {
      log.warn("trailing silence not cut path={} error=\"{}\"", wav, e.toString());
      return new RecordingResult.Recorded(RecordingResult.Ending.SILENCE, recorded.samples());
    }
  }

  private Path audio(Path target) {
    return Path.of(target + "." + format);
  }

  private int rate() {
    return isWideband() ? 16_000 : 8_000;
  }

  /// Asterisk plays the beep itself and records from its end on: were it played by a command of its
  /// own, whoever speaks at once would lose as much as we are slow to give the next one.
  ///
  /// @param silenceSeconds what ends it for Asterisk; 0 for none
  private RecordingResult record(Path target, ServiceLine line, int silenceSeconds) {
    var longest = line.longest().plus(RECORDING_SLACK);
    lease(longest);
    keypad.forget();
    var reply = send(recording(target, line, silenceSeconds, true), longest);
    if (reply.filter(RecordReply::isOfTheBeep).isPresent() && isThere()) {
      // A key cut the beep short, or there is none to play: go on without it.
      forgetKeys(reply);
      lease(longest);
      reply = send(recording(target, line, silenceSeconds, false), longest);
    }
    boolean lost = connection.ended() && !connection.hungUp();
    // Asterisk replies before it closes the file. When it has replied to one more command, or hung
    // up on us, the file is closed.
    lease(CAPTURE);
    var held = forgetKeys(reply);
    var recorded =
        reply
            .map(RecordReply::read)
            .orElseGet(() -> lost ? new RecordingResult.Lost() : new RecordingResult.HungUp());
    return recorded instanceof RecordingResult.Recorded take
            && take.ending() == RecordingResult.Ending.KEY
        ? withoutKey(take, Path.of(target + "." + format), held.orElse(UNTOLD_KEY))
        : recorded;
  }

  /// A phone that sends its keys as sound leaves the beginning of the one that ended the message in
  /// it.
  private RecordingResult.Recorded withoutKey(
      RecordingResult.Recorded recorded, Path wav, Duration held) {
    int rate = isWideband() ? 16_000 : 8_000;
    long down = recorded.samples() - rate * held.plus(RECOGNISING).minus(REWOUND).toMillis() / 1000;
    try {
      var onset = TrailingDtmf.onset(wav, rate, down, recorded.samples());
      if (onset.isEmpty()) {
        return recorded;
      }
      WavTrimmer.cut(wav, onset.getAsLong());
      return new RecordingResult.Recorded(recorded.ending(), onset.getAsLong());
    } catch (IOException e) {
      log.warn("trailing key not cut path={} error=\"{}\"", wav, e.toString());
      return recorded;
    }
  }

  /// Keys that are pressed while somebody speaks mean nothing; what follows the one that ended it
  /// does.
  private Optional<Duration> forgetKeys(Optional<AgiReply> reply) {
    if (reply.map(AgiReply::getResultCode).filter(it -> it == DtmfBuffer.END).isPresent()) {
      return keypad.forgetThroughEnd();
    }
    keypad.forget();
    return Optional.empty();
  }

  private RecordFileCommand recording(
      Path target, ServiceLine line, int silenceSeconds, boolean beep) {
    return new RecordFileCommand(
        target.toString(),
        format,
        "" + DtmfBuffer.END + DtmfBuffer.STOP,
        (int) line.longest().toMillis(),
        0,
        beep,
        silenceSeconds);
  }

  @Override
  public void settle() {
    set("VP_STATE", "done");
  }

  private boolean lease(Duration duration) {
    return send(new SetAutoHangupCommand((int) duration.toSeconds()), STEP).isPresent();
  }

  /// Asterisk takes no more commands for a caller who hung up.
  private boolean isThere() {
    return lease(STEP);
  }

  private void set(String variable, String value) {
    var _ = send(new SetVariableCommand(variable, value), STEP);
  }

  /// The reply; empty if the caller or Asterisk is gone.
  private Optional<AgiReply> send(AgiCommand command, Duration patience) {
    if (connection.ended()) {
      return Optional.empty();
    }
    connection.patience(patience);
    try {
      return Optional.of(asterisk.sendCommand(command));
    } catch (AgiHangupException | AgiNetworkException gone) {
      return Optional.empty();
    } catch (AgiException e) {
      log.warn(
          "agi command refused command={} error=\"{}\"",
          command.getClass().getSimpleName(),
          e.getMessage());
      return Optional.empty();
    }
  }

  private static PromptResult heard(int result) {
    return result < 0 ? new PromptResult.HungUp() : new PromptResult.Finished();
  }
}
