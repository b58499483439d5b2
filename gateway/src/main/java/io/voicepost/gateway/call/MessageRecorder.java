package io.voicepost.gateway.call;

import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.OpenRecording;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.gateway.spool.TruncatedRecordingException;
import io.voicepost.storage.phone.ServiceLine;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import io.voicepost.transcoder.sound.WavAudio;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a message: beeps, records, and makes it safe. Says nothing. Safe for many calls at once.
final class MessageRecorder {
  /// Less sound than this is a wrong number or a pocket, not a message.
  static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(MessageRecorder.class);

  private final Spool spool;

  MessageRecorder(Spool spool) {
    this.spool = spool;
  }

  /// Takes a message under `facts`; when this returns, nobody has to look after it any more.
  MessageResult record(CallChannel channel, ServiceLine line, CallFacts facts) {
    return record(channel, line, facts, this::keep);
  }

  /// Takes what is added to a message that is safe.
  MessageResult add(
      CallChannel channel, ServiceLine line, CallFacts facts, MessageResult.Saved to) {
    return record(
        channel,
        line,
        facts,
        (more, recorded, sound) -> {
          to.kept().add(more, recorded.bytes());
          return new MessageResult.Saved(to.kept(), recorded.ending(), to.sound().plus(sound));
        });
  }

  private interface Keeping {
    MessageResult keep(OpenRecording recording, RecordingResult.Recorded recorded, Duration sound)
        throws TruncatedRecordingException, IOException;
  }

  private MessageResult keep(
      OpenRecording recording, RecordingResult.Recorded recorded, Duration sound)
      throws TruncatedRecordingException, IOException {
    return new MessageResult.Saved(recording.keep(recorded.bytes()), recorded.ending(), sound);
  }

  private MessageResult record(
      CallChannel channel, ServiceLine line, CallFacts facts, Keeping keeping) {
    var id = facts.recording();
    try (var recording = spool.begin(facts)) {
      channel.announce(id);
      var result =
          switch (channel.record(recording.target(), line)) {
            case RecordingResult.Recorded recorded -> measured(recording, recorded, keeping);
            case RecordingResult.HungUp() -> nothingSpoken(recording);
            case RecordingResult.Refused(var reason) -> {
              discard(recording);
              yield new MessageResult.NotSaved(id, reason);
            }
            case RecordingResult.Lost() -> new MessageResult.Lost(id);
          };
      if (!(result instanceof MessageResult.Lost)) {
        settle(channel, result);
      }
      return result;
    } catch (IOException e) {
      log.error("spool write failed recording={}", id, e);
      channel.settle();
      return new MessageResult.NotSaved(id, e.toString());
    }
  }

  /// Whoever gets no answer to what was taken cannot send it its way.
  private static void settle(CallChannel channel, MessageResult result) throws IOException {
    try {
      channel.settle();
    } catch (RuntimeException bug) {
      if (result instanceof MessageResult.Saved saved) {
        saved.kept().close();
      }
      throw bug;
    }
  }

  private static MessageResult measured(
      OpenRecording recording, RecordingResult.Recorded recorded, Keeping keeping)
      throws IOException {
    var id = recording.facts().recording();
    try {
      var sound = soundOf(recording, recorded);
      if (sound.compareTo(SHORTEST) < 0) {
        boolean whole = isWhole(recording, recorded);
        discard(recording);
        return whole
            ? new MessageResult.TooShort(id, recorded.ending(), sound)
            : new MessageResult.NotSaved(id, "the disk took less than a second of it");
      }
      return keeping.keep(recording, recorded, sound);
    } catch (TruncatedRecordingException e) {
      return new MessageResult.NotSaved(id, String.valueOf(e.getMessage()));
    } catch (UnplayableAudioException e) {
      captureForTheOperator(recording, recorded);
      return new MessageResult.NotSaved(id, String.valueOf(e.getMessage()));
    }
  }

  private static Duration soundOf(OpenRecording recording, RecordingResult.Recorded recorded)
      throws UnplayableAudioException, IOException {
    return recorded.samples() == 0 ? Duration.ZERO : WavAudio.read(recording.audio()).sound();
  }

  private static boolean isWhole(OpenRecording recording, RecordingResult.Recorded recorded)
      throws IOException {
    return recorded.samples() == 0 || recording.bytes() >= recorded.bytes();
  }

  /// What cannot be played is captured like any message: the publisher sets it aside with the
  /// reason, and no sound is thrown away that somebody might still rescue.
  private static void captureForTheOperator(
      OpenRecording recording, RecordingResult.Recorded recorded) throws IOException {
    try {
      recording.capture(recorded.bytes());
    } catch (TruncatedRecordingException cut) {
      log.warn("recording truncated recording={} next=publish", recording.facts().recording());
    }
  }

  /// Nobody said anything, unless there is a file all the same: then the adopter decides.
  private static MessageResult nothingSpoken(OpenRecording recording) {
    if (Files.notExists(recording.audio())) {
      discard(recording);
    }
    return new MessageResult.HungUp();
  }

  /// Nobody waits for this; what cannot be discarded now, the adopter discards.
  private static void discard(OpenRecording recording) {
    try {
      recording.discard();
    } catch (IOException e) {
      log.warn(
          "recording discard failed recording={} next=adoption error=\"{}\"",
          recording.facts().recording(),
          e.toString());
    }
  }
}
