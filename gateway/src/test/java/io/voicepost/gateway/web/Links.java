package io.voicepost.gateway.web;

import io.voicepost.gateway.web.Client.Answer;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// The `Link` header of an answer.
public final class Links {
  private Links() {}

  /// Path and query of a neighbour.
  public static Optional<String> of(Answer answer, String relation) {
    var found =
        Pattern.compile("<([^>]+)>; rel=\"" + relation + "\"").matcher(answer.header("link"));
    if (!found.find()) {
      return Optional.empty();
    }
    var url = URI.create(found.group(1));
    return Optional.of(url.getRawPath() + "?" + url.getRawQuery());
  }
}
