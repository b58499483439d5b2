package io.voicepost.gateway.agi;

import io.voicepost.gateway.call.RecordingResult;
import io.voicepost.gateway.spool.TimedRecording;
import io.voicepost.storage.phone.ServiceLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.asteriskjava.fastagi.command.ExecCommand;
import org.asteriskjava.fastagi.command.RecordFileCommand;
import org.asteriskjava.fastagi.reply.AgiReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records a message, ended by the caller's key, by silence, by the line's limit or by hanging up.
final class CallRecorder {
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

  private static final Logger log = LoggerFactory.getLogger(CallRecorder.class);

  private final AgiCommands commands;
  private final DtmfBuffer keypad;
  private final String format;

  /// @param format what to record in: `wav` or `wav16`
  CallRecorder(AgiCommands commands, DtmfBuffer keypad, String format) {
    this.commands = commands;
    this.keypad = keypad;
    this.format = format;
  }

  /// Beside the recording, MixMonitor writes down when its sound came.
  RecordingResult record(Path target, ServiceLine line) {
    var timed = new TimedRecording(audio(target));
    commands.lease(AgiCommands.STEP);
    if (timed.canBeNamed()) {
      var _ =
          commands.send(new ExecCommand("MixMonitor", ",r(" + timed.wav() + ")"), AgiCommands.STEP);
    }
    long from = System.nanoTime();
    var recorded = recordUntilSilence(target, line);
    var lasted = Duration.ofNanos(System.nanoTime() - from);
    var _ = commands.send(new ExecCommand("StopMixMonitor"), AgiCommands.STEP);
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
    return format.equals("wav16") ? 16_000 : 8_000;
  }

  /// Asterisk plays the beep itself and records from its end on: were it played by a command of its
  /// own, whoever speaks at once would lose as much as we are slow to give the next one.
  ///
  /// @param silenceSeconds what ends it for Asterisk; 0 for none
  private RecordingResult record(Path target, ServiceLine line, int silenceSeconds) {
    var longest = line.longest().plus(RECORDING_SLACK);
    commands.lease(longest);
    keypad.forget();
    var reply = commands.send(recording(target, line, silenceSeconds, true), longest);
    if (reply.filter(RecordReply::isOfTheBeep).isPresent() && commands.isThere()) {
      // A key cut the beep short, or there is none to play: go on without it.
      forgetKeys(reply);
      commands.lease(longest);
      reply = commands.send(recording(target, line, silenceSeconds, false), longest);
    }
    boolean lost = commands.isLost();
    // Asterisk replies before it closes the file. When it has replied to one more command, or hung
    // up on us, the file is closed.
    commands.lease(CAPTURE);
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
    int rate = rate();
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
}
