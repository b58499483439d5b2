package io.voicepost.gateway.web.pages;

import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.PostText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The form that a post is written in.
///
/// @param aim `new`, `reply`, `edit` or `draft`
/// @param card what is answered, edited or finished
/// @param longest the longest voice that is taken
record ComposeView(
    PageFrame frame,
    String title,
    String aim,
    Optional<Card> card,
    Duration longest,
    SignInViews.Form form) {
  Words words() {
    return frame.words();
  }

  /// As the form's script counts.
  int mostCharacters() {
    return PostText.MOST_CHARACTERS;
  }

  int mostCaption() {
    return PostText.MOST_CAPTION;
  }

  int mostWarning() {
    return PostText.MOST_WARNING;
  }

  boolean takesVoice() {
    return aim.equals("new") || aim.equals("reply");
  }

  boolean takesAudience() {
    return !aim.equals("edit");
  }

  String submit() {
    return switch (aim) {
      case "reply" -> words().say("compose.send-reply");
      case "edit" -> words().say("compose.save");
      case "draft" -> words().say("compose.publish");
      default -> words().say("compose.post");
    };
  }

  List<Visibility> visibilities() {
    return aim.equals("draft")
        ? List.of(Visibility.PUBLIC, Visibility.UNLISTED, Visibility.FOLLOWERS)
        : List.of(Visibility.values());
  }

  boolean isChosen(Visibility visibility) {
    return form.value("visibility").equals(visibility.name());
  }

  /// As the API calls it.
  static String apiName(Visibility visibility) {
    return switch (visibility) {
      case PUBLIC -> "public";
      case UNLISTED -> "unlisted";
      case FOLLOWERS -> "private";
      case DRAFT -> "direct";
    };
  }

  /// Whether the part that most people leave alone is open.
  boolean isOpen() {
    return !form.value("warning").isEmpty() || !form.error("warning").isEmpty();
  }

  boolean isLanguage(String tag) {
    return form.value("language").equals(tag);
  }

  List<SpokenLanguage> languages() {
    return SpokenLanguage.with(form.value("language"));
  }

  String scriptWords() {
    return PageFrame.json(words().scripts("compose"));
  }
}
