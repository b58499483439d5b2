package io.voicepost.gateway.web.api.entity;

import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.storage.Visibility;

/// Who may see a post, in the API's words.
public final class Visibilities {
  private Visibilities() {}

  public static String name(Visibility visibility) {
    return switch (visibility) {
      case PUBLIC -> "public";
      case UNLISTED -> "unlisted";
      case FOLLOWERS -> "private";
      case DRAFT -> "direct";
    };
  }

  /// @throws ApiException 422 if it is no such word
  public static Visibility of(String name) throws ApiException {
    return switch (name) {
      case "public" -> Visibility.PUBLIC;
      case "unlisted" -> Visibility.UNLISTED;
      case "private" -> Visibility.FOLLOWERS;
      case "direct" -> Visibility.DRAFT;
      default ->
          throw ApiException.unprocessable(
              "Validation failed: Visibility is not included in the list");
    };
  }
}
