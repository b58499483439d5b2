package io.voicepost.gateway.call;

import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.CutShortException;
import io.voicepost.gateway.spool.OpenRecording;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.storage.ServiceLine;
import io.voicepost.transcoder.UnplayableAudioException;
import io.voicepost.transcoder.WavAudio;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a message: beeps, records, and makes it safe. Says nothing. Safe for many calls at once.
final class Taking {
  /// Less sound than this is a wrong number or a pocket, not a message.
  static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(Taking.class);

  private final Spool spool;

  Taking(Spool spool) {
    this.spool = spool;
  }

  /// Takes a message under `facts`; when this returns, nobody has to look after it any more.
  Taken take(CallChannel channel, ServiceLine line, CallFacts facts) {
    return record(channel, line, facts, this::keep);
  }

  /// Takes what is added to a message that is safe.
  Taken add(CallChannel channel, ServiceLine line, CallFacts facts, Taken.Safe to) {
    return record(
        channel,
        line,
        facts,
        (more, take, sound) -> {
          to.kept().add(more, take.bytes());
          return new Taken.Safe(to.kept(), take.ending(), to.sound().plus(sound));
        });
  }

  private interface Keeping {
    Taken keep(OpenRecording recording, Recorded.Take take, Duration sound)
        throws CutShortException, IOException;
  }

  private Taken keep(OpenRecording recording, Recorded.Take take, Duration sound)
      throws CutShortException, IOException {
    return new Taken.Safe(recording.keep(take.bytes()), take.ending(), sound);
  }

  private Taken record(CallChannel channel, ServiceLine line, CallFacts facts, Keeping keeping) {
    var id = facts.recording();
    try (var recording = spool.begin(facts)) {
      channel.announce(id);
      var taken =
          switch (channel.record(recording.target(), line)) {
            case Recorded.Take take -> measured(recording, take, keeping);
            case Recorded.HungUp() -> nothingSpoken(recording);
            case Recorded.Refused(var reason) -> {
              discard(recording);
              yield new Taken.NotSafe(id, reason);
            }
            case Recorded.Lost() -> new Taken.Lost(id);
          };
      if (!(taken instanceof Taken.Lost)) {
        settle(channel, taken);
      }
      return taken;
    } catch (IOException e) {
      log.error("The spool refused {}.", id, e);
      channel.settle();
      return new Taken.NotSafe(id, e.toString());
    }
  }

  /// Whoever gets no answer to what was taken cannot send it its way.
  private static void settle(CallChannel channel, Taken taken) throws IOException {
    try {
      channel.settle();
    } catch (RuntimeException bug) {
      if (taken instanceof Taken.Safe safe) {
        safe.kept().close();
      }
      throw bug;
    }
  }

  private static Taken measured(OpenRecording recording, Recorded.Take take, Keeping keeping)
      throws IOException {
    var id = recording.facts().recording();
    try {
      var sound = soundOf(recording, take);
      if (sound.compareTo(SHORTEST) < 0) {
        boolean whole = isWhole(recording, take);
        discard(recording);
        return whole
            ? new Taken.TooShort(id, take.ending(), sound)
            : new Taken.NotSafe(id, "the disk took less than a second of it");
      }
      return keeping.keep(recording, take, sound);
    } catch (CutShortException e) {
      return new Taken.NotSafe(id, String.valueOf(e.getMessage()));
    } catch (UnplayableAudioException e) {
      captureForTheOperator(recording, take);
      return new Taken.NotSafe(id, String.valueOf(e.getMessage()));
    }
  }

  private static Duration soundOf(OpenRecording recording, Recorded.Take take)
      throws UnplayableAudioException, IOException {
    return take.samples() == 0 ? Duration.ZERO : WavAudio.read(recording.audio()).sound();
  }

  private static boolean isWhole(OpenRecording recording, Recorded.Take take) throws IOException {
    return take.samples() == 0 || recording.bytes() >= take.bytes();
  }

  /// What cannot be played is captured like any message: the publisher sets it aside with the
  /// reason, and no sound is thrown away that somebody might still rescue.
  private static void captureForTheOperator(OpenRecording recording, Recorded.Take take)
      throws IOException {
    try {
      recording.capture(take.bytes());
    } catch (CutShortException cut) {
      log.warn("{} is cut short, too.", recording.facts().recording());
    }
  }

  /// Nobody said anything, unless there is a file all the same: then the adopter decides.
  private static Taken nothingSpoken(OpenRecording recording) {
    if (Files.notExists(recording.audio())) {
      discard(recording);
    }
    return new Taken.HungUp();
  }

  /// Nobody waits for this; what cannot be discarded now, the adopter discards.
  private static void discard(OpenRecording recording) {
    try {
      recording.discard();
    } catch (IOException e) {
      log.warn("{} is discarded later: {}.", recording.facts().recording(), e.toString());
    }
  }
}
