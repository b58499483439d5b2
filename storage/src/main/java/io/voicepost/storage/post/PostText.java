package io.voicepost.storage.post;

import io.voicepost.storage.TextRules;

/// What is written in a post: its caption, a content warning that hides it until it is asked for
/// (empty for none), and the language of the caption (BCP 47; empty if unknown). Plain text with
/// line breaks, to be escaped where it is shown.
public record PostText(String caption, String warning, String language) {
  /// As people count, caption and warning together; see who counts for them.
  public static final int MOST_CHARACTERS = 2_000;

  /// As the databases count (UTF-16): what people see as one character is often several.
  public static final int MOST_CAPTION = 20_000;

  public static final int MOST_WARNING = 200;

  public static final PostText NONE = new PostText("", "", "");

  public PostText {
    TextRules.checkLines(caption, MOST_CAPTION, "a caption");
    TextRules.checkLines(warning, MOST_WARNING, "a content warning");
    if (!isLanguage(language)) {
      throw new IllegalArgumentException("not a language tag (BCP 47)");
    }
  }

  /// Whether a text has the form of a language tag (BCP 47), or is empty.
  public static boolean isLanguage(String text) {
    return text.matches("[A-Za-z0-9-]{0,35}");
  }
}
