package io.voicepost.gateway.web.http;

import java.util.List;

/// Who may use a route.
public sealed interface RouteAccess {
  /// Everybody. Who shows a token must show a valid one all the same, and is known by it.
  record Anybody() implements RouteAccess {}

  /// Whoever shows a token with one of the scopes, for an account or for an app alone; with any
  /// token where there are none.
  record AnyToken(List<String> scopes) implements RouteAccess {}

  /// Whoever shows a token for an account, with one of the scopes.
  record MemberToken(List<String> scopes) implements RouteAccess {}

  static RouteAccess anybody() {
    return new Anybody();
  }

  static RouteAccess anyToken(String... scopes) {
    return new AnyToken(List.of(scopes));
  }

  static RouteAccess member(String... scopes) {
    return new MemberToken(List.of(scopes));
  }
}
