package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.TextRules;

/// What somebody uploaded to post it: a recording that is made by and by.
///
/// @param description what can be heard in it, in the owner's words; may be empty
public record MediaAttachment(
    MediaId id, AccountId owner, RecordingId recording, String description, State state) {
  public static final int LONGEST_DESCRIPTION = 1_500;
  private static final int LONGEST_REASON = 500;

  public MediaAttachment {
    checkDescription(description);
  }

  /// How far it is.
  public sealed interface State {}

  /// Its audio is still being made.
  public record Processing() implements State {}

  /// It can be played, and posted.
  public record Ready(Voice voice) implements State {}

  /// It never can be; the reason is for the log, not for the sender.
  public record Failed(String reason) implements State {
    public Failed {
      TextRules.check(reason, LONGEST_REASON, "a reason");
    }
  }

  /// @throws IllegalArgumentException if it is too long, or has characters of control
  public static void checkDescription(String description) {
    TextRules.checkLines(description, LONGEST_DESCRIPTION, "a description");
  }
}
