package io.voicepost.storage.phone;

import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.PostText;
import java.util.Locale;
import java.util.Optional;

/// What is said on a line.
///
/// @param language of its prompts, BCP 47
/// @param asksLanguage whether the caller may choose another at the start
/// @param greeting the line's own recording in place of the usual welcome
/// @param tag what its posts carry and its listeners hear, in lower case, without `#`
public record LineSpeech(
    String language, boolean asksLanguage, Optional<RecordingId> greeting, Optional<String> tag) {
  public LineSpeech {
    checkLanguage(language);
    tag.ifPresent(LineSpeech::checkTag);
  }

  /// What is written beside the posts of the line: its tag, or nothing.
  public PostText text() {
    return tag.map(it -> new PostText("#" + it, "", "")).orElse(PostText.NONE);
  }

  private static void checkTag(String tag) {
    if (!tag.matches("[\\p{L}\\p{M}\\p{N}_]{1,60}") || !tag.equals(tag.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "a tag is 1 to 60 letters and digits in lower case, not " + tag);
    }
  }

  static void checkLanguage(String language) {
    if (!language.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*") || language.length() > 35) {
      throw new IllegalArgumentException("a language is named as in en or zh-CN, not " + language);
    }
  }
}
