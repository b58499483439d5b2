package io.voicepost.gateway.web.api;

import java.util.List;

/// Who may use a route.
public sealed interface Who {
  /// Everybody. Who shows a token must show a valid one all the same, and is known by it.
  record Anybody() implements Who {}

  /// Whoever shows a token with one of the scopes, for an account or for an app alone; with any
  /// token where there are none.
  record AnyToken(List<String> scopes) implements Who {}

  /// Whoever shows a token for an account, with one of the scopes.
  record Member(List<String> scopes) implements Who {}

  static Who anybody() {
    return new Anybody();
  }

  static Who anyToken(String... scopes) {
    return new AnyToken(List.of(scopes));
  }

  static Who member(String... scopes) {
    return new Member(List.of(scopes));
  }
}
