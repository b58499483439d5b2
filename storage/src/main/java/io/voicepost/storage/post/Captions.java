package io.voicepost.storage.post;

import io.voicepost.storage.RecordingId;
import io.voicepost.storage.TextRules;
import java.time.Instant;

/// What is said in a recording, as WebVTT.
///
/// @param language what it is said in, a tag of BCP 47; empty where nobody knows
/// @param content a WebVTT file; empty while they are [Progress#PENDING]
public record Captions(
    RecordingId recording, Progress state, String language, String content, Instant updatedAt) {
  /// Room for half an hour of fast speech.
  private static final int LONGEST = 200_000;

  private static final int LONGEST_LANGUAGE = 35;

  /// Who wrote them.
  public enum Progress {
    /// Nobody yet; a machine will.
    PENDING,
    MACHINE,
    /// A person, over whom no machine writes.
    EDITED
  }

  public Captions {
    check(language, content);
    if (content.isEmpty() != (state == Progress.PENDING)) {
      throw new IllegalArgumentException("captions are written or pending");
    }
  }

  public static void check(String language, String content) {
    TextRules.checkLines(content, LONGEST, "a captions file");
    if (!language.isEmpty()) {
      TextRules.check(language, LONGEST_LANGUAGE, "a language");
    }
  }
}
