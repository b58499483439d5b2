package io.voicepost.storage.access;

import io.voicepost.storage.TextRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A program that may act for accounts which allow it (RFC 6749: a client).
///
/// @param clientId the public name by which it asks
/// @param name what people read when they are asked to allow it; 1 to 100 characters
/// @param website where it is from, as it says
/// @param redirectUris where people may be sent back to, at least one except for [#PAGES]
/// @param scopes the most that it may ever ask for, words with spaces between them
public record App(
    AppId id,
    String clientId,
    String name,
    Optional<String> website,
    List<String> redirectUris,
    String scopes,
    Instant createdAt) {
  /// The app that our own pages are. A session in a browser is one of its tokens.
  public static final AppId PAGES = new AppId(1);

  public App {
    redirectUris = List.copyOf(redirectUris);
    name = TextRules.name(name, 100, "the name of an app");
    if (redirectUris.stream().anyMatch(it -> it.isBlank() || it.contains("\n"))) {
      throw new IllegalArgumentException("a redirect address is one line of text");
    }
  }
}
