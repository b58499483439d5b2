package io.voicepost.gateway.web.pages;

import io.voicepost.gateway.microblog.ParsedText;
import io.voicepost.gateway.microblog.PostRequest;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A post as it was written in the form, right or wrong.
///
/// @param about the post that is answered, edited or finished; empty for a new one
/// @param values by the names of their fields, all of them
record ComposeForm(ComposeMode mode, String about, Map<String, String> values) {
  /// @param host the site's
  static ComposeForm of(ComposeMode mode, FormFields fields, String host) {
    var values =
        Map.of(
            "caption", ParsedText.withoutHost(fields.lines("caption"), host),
            "warning", fields.text("warning").strip(),
            "language", fields.text("language"),
            "visibility", fields.text("visibility"),
            "request", fields.text("request"));
    return new ComposeForm(mode, fields.text(mode.field()), values);
  }

  private String value(String field) {
    return values.getOrDefault(field, "");
  }

  /// What is wrong, by the fields' names.
  Map<String, String> errors(Words words, Optional<Post> post) {
    var errors = new HashMap<String, String>();
    boolean spoken =
        (mode == ComposeMode.EDIT || mode == ComposeMode.DRAFT)
            && post.flatMap(Post::voice).isPresent();
    if (!fits(value("caption"), PostText.MOST_CAPTION)
        || ParsedText.length(value("caption"), value("warning")) > PostText.MOST_CHARACTERS) {
      errors.put("caption", words.say("compose.caption-too-long", PostText.MOST_CHARACTERS));
    } else if (value("caption").isBlank() && !spoken) {
      errors.put("caption", words.say("compose.needs-something"));
    }
    if (!fits(value("warning"), PostText.MOST_WARNING)) {
      errors.put("warning", words.say("compose.warning-too-long", PostText.MOST_WARNING));
    }
    return errors;
  }

  /// Whether both databases keep it as it is.
  static boolean fits(String text, int most) {
    return text.length() <= most
        && text.codePoints()
            .noneMatch(it ->
                it != '\n'
                    && (Character.getType(it) == Character.CONTROL
                        || Character.getType(it) == Character.SURROGATE));
  }

  /// Names a form with all that it says: sent twice, it makes one post; changed, another one.
  Optional<String> requestKey() {
    if (!value("request").matches("[0-9a-f-]{36}")) {
      return Optional.empty();
    }
    var said =
        Stream.of("caption", "warning", "language", "visibility")
            .map(this::value)
            .collect(Collectors.joining("\0", mode + "\0" + about + "\0", ""));
    var digest = UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8));
    return Optional.of(value("request") + " " + digest);
  }

  PostText text() {
    var language = value("language");
    return new PostText(
        value("caption"), value("warning"), PostText.isLanguage(language) ? language : "");
  }

  PostRequest request(AccountId author, Optional<PostId> answered, Optional<RecordingId> voice) {
    return new PostRequest(author, text(), voice, visibility(), answered, requestKey());
  }

  /// The one that was chosen; the narrowest where none was: nobody says to all what they did not
  /// mean to.
  private Visibility visibility() {
    return Arrays.stream(Visibility.values())
        .filter(it -> it.name().equals(value("visibility")))
        .findFirst()
        .orElse(Visibility.DRAFT);
  }
}
