package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.GOODBYE;
import static io.voicepost.gateway.speech.Prompt.HELD;
import static io.voicepost.gateway.speech.Prompt.NOT_SAVED;
import static io.voicepost.gateway.speech.Prompt.SAVED;
import static io.voicepost.gateway.speech.Prompt.TOO_SHORT;
import static io.voicepost.gateway.speech.Prompt.WELCOME;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.CutShortException;
import io.voicepost.gateway.spool.OpenRecording;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.storage.RecordingId;
import io.voicepost.transcoder.UnplayableAudioException;
import io.voicepost.transcoder.WavAudio;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is said and done during a call, from ringing to hanging up. Safe for many calls at once.
public final class Conversation {
  /// Less sound than this is a wrong number or a pocket, not a message.
  static final Duration SHORTEST = Duration.ofSeconds(1);

  /// How long a caller waits in silence, after the greeting, for a database to say who they are.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(Conversation.class);

  private final CallerDirectory directory;
  private final Spool spool;
  private final Clock clock;
  private final Duration patience;

  public Conversation(CallerDirectory directory, Spool spool, Clock clock) {
    this(directory, spool, clock, PATIENCE);
  }

  Conversation(CallerDirectory directory, Spool spool, Clock clock, Duration patience) {
    this.directory = directory;
    this.spool = spool;
    this.clock = clock;
    this.patience = patience;
  }

  /// Talks to a caller until they hang up or there is nothing left to say; the telephone is the
  /// caller's to hang up. Hanging up is an outcome, never an error. The caller hears *saved* only
  /// once no crash can lose the message, and hears so if it could not be saved.
  public CallOutcome converse(CallChannel channel, IncomingCall call) {
    var lookup = CallerLookup.start(directory, call);
    if (isGone(channel.answer())) {
      return new CallOutcome.HungUpBeforeSpeaking();
    }
    var answeredAt = clock.instant();
    if (isGone(channel.say(WELCOME))) {
      return new CallOutcome.HungUpBeforeSpeaking();
    }
    var caller = lookup.await(patience);
    if (isNobody(caller) && isGone(channel.say(HELD))) {
      return new CallOutcome.HungUpBeforeSpeaking();
    }
    var id = RecordingId.at(answeredAt);
    try (var recording = spool.begin(facts(id, call, answeredAt, caller))) {
      channel.announce(id);
      return switch (channel.record(recording.target(), call.line())) {
        case Recorded.Take take -> keep(channel, recording, take);
        case Recorded.HungUp() -> nothingSpoken(channel, recording);
        case Recorded.Refused(var reason) -> refused(channel, recording, reason);
        case Recorded.Lost() -> new CallOutcome.Lost(id);
      };
    } catch (IOException e) {
      log.error("The spool refused {}.", id, e);
      return notSaved(channel, id, e.toString());
    }
  }

  private CallOutcome keep(CallChannel channel, OpenRecording recording, Recorded.Take take)
      throws IOException {
    var id = recording.facts().recording();
    try {
      var sound = soundOf(recording, take);
      if (sound.compareTo(SHORTEST) < 0) {
        boolean whole = isWhole(recording, take);
        discard(recording);
        return whole
            ? tooShort(channel, id, take.ending(), sound)
            : notSaved(channel, id, "the disk took less than a second of it");
      }
      recording.capture(take.bytes());
      channel.settle();
      sayInTurn(channel, SAVED, GOODBYE);
      return new CallOutcome.Accepted(id, take.ending(), sound);
    } catch (CutShortException e) {
      return notSaved(channel, id, String.valueOf(e.getMessage()));
    } catch (UnplayableAudioException e) {
      captureForTheOperator(recording, take);
      return notSaved(channel, id, String.valueOf(e.getMessage()));
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

  private static CallOutcome tooShort(
      CallChannel channel, RecordingId id, Recorded.Ending ending, Duration sound) {
    channel.settle();
    sayInTurn(channel, TOO_SHORT, GOODBYE);
    return new CallOutcome.TooShort(id, ending, sound);
  }

  /// Nobody said anything, unless there is a file all the same: then the adopter decides.
  private static CallOutcome nothingSpoken(CallChannel channel, OpenRecording recording) {
    if (Files.notExists(recording.audio())) {
      discard(recording);
    }
    channel.settle();
    return new CallOutcome.HungUpBeforeSpeaking();
  }

  private static CallOutcome refused(CallChannel channel, OpenRecording recording, String reason) {
    discard(recording);
    return notSaved(channel, recording.facts().recording(), reason);
  }

  private static CallOutcome notSaved(CallChannel channel, RecordingId id, String reason) {
    sayInTurn(channel, NOT_SAVED, GOODBYE);
    channel.settle();
    return new CallOutcome.NotSaved(id, reason);
  }

  /// Nobody waits for this; what cannot be discarded now, the adopter discards.
  private static void discard(OpenRecording recording) {
    try {
      recording.discard();
    } catch (IOException e) {
      log.warn("{} is discarded later: {}.", recording.facts().recording(), e.toString());
    }
  }

  private static void sayInTurn(CallChannel channel, Prompt first, Prompt second) {
    if (!isGone(channel.say(first))) {
      channel.say(second);
    }
  }

  private static CallFacts facts(
      RecordingId id, IncomingCall call, Instant answeredAt, Caller caller) {
    return new CallFacts(id, call.line().number(), answeredAt, caller.claim());
  }

  private static boolean isNobody(Caller caller) {
    return switch (caller) {
      case Caller.Member _, Caller.Unresolved _ -> false;
      case Caller.Stranger _, Caller.Withheld _ -> true;
    };
  }

  private static boolean isGone(Heard heard) {
    return heard instanceof Heard.HungUp;
  }
}
