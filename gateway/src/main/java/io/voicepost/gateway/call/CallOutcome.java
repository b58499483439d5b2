package io.voicepost.gateway.call;

import io.voicepost.storage.RecordingId;
import java.time.Duration;

/// What became of a call. Its text has durations and recording ids, and never a number.
public sealed interface CallOutcome {
  /// For metrics: lower case, digits and underscores, one of a handful.
  String label();

  /// The message is safe and goes its way.
  ///
  /// @param isPosted whether that is to the page: not held, nor kept as a draft
  record Accepted(
      RecordingId recording, RecordingResult.Ending ending, Duration sound, boolean isPosted)
      implements CallOutcome {
    @Override
    public String label() {
      return "accepted";
    }
  }

  /// The caller threw it away.
  record ThrownAway(RecordingId recording) implements CallOutcome {
    @Override
    public String label() {
      return "thrown_away";
    }
  }

  /// Less than a second of sound: nothing is published.
  record TooShort(RecordingId recording, RecordingResult.Ending ending, Duration sound)
      implements CallOutcome {
    @Override
    public String label() {
      return "too_short";
    }
  }

  /// It was not taken, and the caller was told why.
  ///
  /// @param reason lower case with underscores, one of a handful
  record Refused(String reason) implements CallOutcome {
    @Override
    public String label() {
      return "refused_" + reason;
    }
  }

  /// The caller listened, or did something else than speak.
  record NothingSpoken() implements CallOutcome {
    @Override
    public String label() {
      return "nothing_spoken";
    }
  }

  /// The caller took down what they had posted in this call.
  record TakenDown(RecordingId recording) implements CallOutcome {
    @Override
    public String label() {
      return "taken_down";
    }
  }

  /// The caller was gone before anything was recorded.
  record HungUpBeforeSpeaking() implements CallOutcome {
    @Override
    public String label() {
      return "hung_up_before_speaking";
    }
  }

  /// The caller spoke, or wanted to, and was told that it could not be saved. What was recorded all
  /// the same is kept in the spool.
  record NotSaved(RecordingId recording, String reason) implements CallOutcome {
    @Override
    public String label() {
      return "not_saved";
    }
  }

  /// Asterisk was lost in mid-message. What it wrote is adopted later.
  record Lost(RecordingId recording) implements CallOutcome {
    @Override
    public String label() {
      return "lost";
    }
  }
}
