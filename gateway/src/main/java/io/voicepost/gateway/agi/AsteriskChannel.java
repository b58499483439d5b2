package io.voicepost.gateway.agi;

import io.voicepost.gateway.call.CallChannel;
import io.voicepost.gateway.call.Heard;
import io.voicepost.gateway.call.Keyed;
import io.voicepost.gateway.call.Recorded;
import io.voicepost.gateway.speech.Language;
import io.voicepost.gateway.speech.RecordedPrompts;
import io.voicepost.gateway.speech.Sound;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.ServiceLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiHangupException;
import org.asteriskjava.fastagi.AgiNetworkException;
import org.asteriskjava.fastagi.command.AgiCommand;
import org.asteriskjava.fastagi.command.AnswerCommand;
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

  /// The longest prompt, which may be a recording, with room to spare.
  private static final Duration PROMPT = RecordedPrompts.LONGEST.plusSeconds(2);

  /// What a recording may take beyond its limit.
  private static final Duration RECORDING_SLACK = Duration.ofSeconds(15);

  /// Measuring, flushing and moving a recording, on a disk that is busy.
  private static final Duration CAPTURE = Duration.ofSeconds(10);

  private static final String ALL_KEYS = "0123456789*#";
  private static final String END_KEY = "#";
  private static final Logger log = LoggerFactory.getLogger(AsteriskChannel.class);

  private final AgiChannel asterisk;
  private final GuardedConnection connection;
  private final String format;
  private final RecordedPrompts prompts;
  private final Supplier<Optional<Keypad>> keypad;
  private Language spoken = Language.ENGLISH;

  /// @param format what to record in: `wav` or `wav16`
  /// @param keypad the caller's, to end a recording with
  AsteriskChannel(
      AgiChannel asterisk,
      GuardedConnection connection,
      String format,
      RecordedPrompts prompts,
      Supplier<Optional<Keypad>> keypad) {
    this.asterisk = asterisk;
    this.connection = connection;
    this.format = format;
    this.prompts = prompts;
    this.keypad = keypad;
  }

  @Override
  public Heard answer() {
    lease(STEP);
    return heard(send(new AnswerCommand(), STEP));
  }

  @Override
  public void speak(Language language) {
    spoken = language;
  }

  @Override
  public Heard ask(Utterance utterance, Duration patience) {
    for (var sound : utterance.sounds()) {
      var heard = say(sound);
      if (!(heard instanceof Heard.Finished)) {
        return heard;
      }
    }
    return patience.isZero() ? new Heard.Finished() : key(patience);
  }

  private Heard say(Sound sound) {
    lease(PROMPT);
    var reply = send(new StreamFileCommand(file(sound), ALL_KEYS), PROMPT);
    if (reply.isPresent() && reply.get().getResultCode() < 0 && isThere()) {
      log.error("Asterisk cannot play {}; the call goes on without it.", sound);
      return new Heard.Finished();
    }
    return heard(reply);
  }

  /// `STREAM FILE` alone of all that plays does not look into `sounds/custom` by itself
  /// (`handle_streamfile` in `res_agi.c` opens the file, and `ast_streamfile` is what looks there).
  private String file(Sound sound) {
    var place = prompts.isReplaced(spoken, sound) ? "custom/voicepost" : "voicepost";
    return "%s/%s/%s".formatted(place, spoken.code(), sound.name());
  }

  private Heard key(Duration within) {
    var most = within.plus(STEP);
    lease(most);
    return heard(send(new WaitForDigitCommand(within.toMillis()), most));
  }

  /// Between two commands Asterisk takes no keys: whatever is left to key in after the first is
  /// asked for in one.
  @Override
  public Keyed keyIn(Utterance utterance, int most, Duration patience) {
    return switch (ask(utterance, patience)) {
      case Heard.HungUp() -> new Keyed.HungUp();
      case Heard.Finished() -> new Keyed.Keys("");
      case Heard.Pressed(char key) when key == END_KEY.charAt(0) || most == 1 ->
          new Keyed.Keys(key == END_KEY.charAt(0) ? "" : "" + key);
      case Heard.Pressed(char key) -> more(key, most - 1, patience);
    };
  }

  private Keyed more(char first, int most, Duration patience) {
    var longest = patience.multipliedBy(most + 1L);
    lease(longest);
    var reply =
        send(new GetDataCommand(file(Sound.PAUSE), patience.toMillis(), most), longest.plus(STEP));
    var keys = reply.map(AgiReply::getResult).filter(it -> it.matches("[0-9*]{0,64}"));
    return keys.<Keyed>map(it -> new Keyed.Keys(first + it)).orElseGet(Keyed.HungUp::new);
  }

  @Override
  public boolean isWideband() {
    return format.equals("wav16");
  }

  @Override
  public Played play(Path wav, Duration from) {
    int rate = wav.toString().endsWith(".wav16") ? 16_000 : 8_000;
    var most = length(wav, rate).plus(PROMPT);
    lease(most);
    int begin = Math.toIntExact(from.toMillis() * rate / 1000);
    var reply = send(new StreamFileCommand(withoutExtension(wav), ALL_KEYS, begin), most);
    if (reply.isPresent() && reply.get().getResultCode() < 0 && isThere()) {
      log.warn("Asterisk cannot play {}.", wav.getFileName());
      return new Played(new Heard.Finished(), from);
    }
    return new Played(heard(reply), until(reply, rate).orElse(from));
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

  private static Optional<Duration> until(Optional<AgiReply> reply, int rate) {
    return reply
        .map(it -> it.getAttribute("endpos"))
        .filter(it -> it.matches("[0-9]{1,10}"))
        .map(samples -> Duration.ofMillis(Long.parseLong(samples) * 1000 / rate));
  }

  @Override
  public void announce(RecordingId recording) {
    set("VP_RECORDING", recording.toString());
    set("VP_STATE", "recording");
  }

  /// Asterisk listens for silence in narrowband only, and records in narrowband while it does
  /// (`res_agi.c` sets the channel to 8 kHz). So in wideband we listen, and press the key.
  @Override
  public Recorded record(Path target, ServiceLine line) {
    var pressed = format.equals("wav16") ? keypad.get() : Optional.<Keypad>empty();
    if (pressed.isEmpty()) {
      return record(target, line, (int) line.silence().toSeconds());
    }
    var wav = Path.of(target + ".wav16");
    try (var keys = pressed.get()) {
      var watch = SilenceWatch.start(wav, line.silence(), () -> keys.press('#'));
      var recorded = record(target, line, 0);
      var soundEnd = watch.stop();
      return soundEnd.isPresent() && recorded instanceof Recorded.Take take
          ? endedBySilence(take, wav, soundEnd.getAsLong())
          : recorded;
    }
  }

  /// Of the silence that ended it a second stays, as in narrowband.
  private static Recorded endedBySilence(Recorded.Take take, Path wav, long soundEnd) {
    long samples = Math.min(take.samples(), soundEnd + SilenceWatch.RATE);
    try {
      WavTail.cut(wav, samples);
      return new Recorded.Take(Recorded.Ending.SILENCE, samples);
    } catch (IOException e) {
      log.warn("A recording keeps the silence at its end: {}", e.toString());
      return new Recorded.Take(Recorded.Ending.SILENCE, take.samples());
    }
  }

  /// Asterisk plays the beep itself and records from its end on: were it played by a command of its
  /// own, whoever speaks at once would lose as much as we are slow to give the next one.
  ///
  /// @param silenceSeconds what ends it for Asterisk; 0 for none
  private Recorded record(Path target, ServiceLine line, int silenceSeconds) {
    var longest = line.longest().plus(RECORDING_SLACK);
    lease(longest);
    var reply = send(recording(target, line, silenceSeconds, true), longest);
    if (reply.filter(RecordReply::isOfTheBeep).isPresent() && isThere()) {
      // A key cut the beep short, or there is none to play: go on without it.
      lease(longest);
      reply = send(recording(target, line, silenceSeconds, false), longest);
    }
    boolean lost = connection.ended() && !connection.hungUp();
    // Asterisk replies before it closes the file. When it has replied to one more command, or hung
    // up on us, the file is closed.
    lease(CAPTURE);
    return reply
        .map(RecordReply::read)
        .orElseGet(() -> lost ? new Recorded.Lost() : new Recorded.HungUp());
  }

  private RecordFileCommand recording(
      Path target, ServiceLine line, int silenceSeconds, boolean beep) {
    return new RecordFileCommand(
        target.toString(),
        format,
        END_KEY,
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
      log.warn("Asterisk refused {}: {}", command.getClass().getSimpleName(), e.getMessage());
      return Optional.empty();
    }
  }

  private static Heard heard(Optional<AgiReply> reply) {
    int result = reply.map(AgiReply::getResultCode).orElse(-1);
    if (result < 0) {
      return new Heard.HungUp();
    }
    return ALL_KEYS.indexOf(result) >= 0 ? new Heard.Pressed((char) result) : new Heard.Finished();
  }
}
