package io.voicepost.storage;

import java.time.Instant;

/// What is said in a recording, as WebVTT.
///
/// @param language what it is said in, a tag of BCP 47; empty where nobody knows
/// @param content a WebVTT file; empty while they are [State#PENDING]
public record Captions(
    RecordingId recording, State state, String language, String content, Instant updatedAt) {
  /// Room for half an hour of fast speech.
  private static final int LONGEST = 200_000;

  private static final int LONGEST_LANGUAGE = 35;

  /// Who wrote them.
  public enum State {
    /// Nobody yet; a machine will.
    PENDING,
    MACHINE,
    /// A person, over whom no machine writes.
    EDITED
  }

  public Captions {
    check(language, content);
    if (content.isEmpty() != (state == State.PENDING)) {
      throw new IllegalArgumentException("captions are written or pending");
    }
  }

  static void check(String language, String content) {
    Texts.checkLines(content, LONGEST, "a captions file");
    if (!language.isEmpty()) {
      Texts.check(language, LONGEST_LANGUAGE, "a language");
    }
  }
}
