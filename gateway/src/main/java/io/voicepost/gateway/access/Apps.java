package io.voicepost.gateway.access;

import io.voicepost.storage.access.App;
import io.voicepost.storage.access.AppStore;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The programs that may ask people to act for them. Safe for many threads; `IOException` means
/// that nothing happened and that it may be tried again.
public final class Apps {
  /// The redirect address of an app that cannot be sent anything: its person copies the code.
  public static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

  private static final int MOST_REDIRECTS = 20;

  private final AppStore store;
  private final Clock clock;

  Apps(AppStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// A new app, and the secret that it proves itself with from now on.
  public record Registered(App app, Secret secret) {}

  /// Registers an app.
  ///
  /// @throws OAuthException if its name, an address or a scope cannot be used
  public Registered register(
      String name, List<String> redirectUris, String scopes, Optional<String> website)
      throws OAuthException, IOException {
    if (redirectUris.isEmpty() || redirectUris.size() > MOST_REDIRECTS) {
      throw invalid("redirect_uris needs 1 to " + MOST_REDIRECTS + " addresses");
    }
    for (var uri : redirectUris) {
      check(uri);
    }
    if (website.isPresent() && !isPage(website.get())) {
      throw invalid("website must be an http or https address");
    }
    var secret = Secret.fresh();
    try {
      var app =
          store.register(
              new AppStore.NewApp(
                  Secret.fresh().value(),
                  secret.hash(),
                  name.strip(),
                  website,
                  redirectUris,
                  scopes(scopes).text(),
                  clock.instant().truncatedTo(ChronoUnit.MILLIS)));
      AuditLog.note(SecurityEvent.APP_REGISTERED, app.id());
      return new Registered(app, secret);
    } catch (IllegalArgumentException e) {
      throw invalid("client_name must be 1 to 100 characters");
    }
  }

  /// The app of that name; empty if there is none that may ask.
  public Optional<App> find(String clientId) throws IOException {
    return store.app(clientId).filter(app -> !app.id().equals(App.PAGES));
  }

  /// The app that proved itself.
  ///
  /// @throws OAuthException if name or secret is wrong
  public App prove(String clientId, Secret secret) throws OAuthException, IOException {
    var app = store.app(clientId, secret.hash());
    if (app.isEmpty()) {
      AuditLog.note(SecurityEvent.APP_FAILED);
      throw new OAuthException(
          "invalid_client",
          "Client authentication failed due to unknown client, no client authentication"
              + " included, or unsupported authentication method.");
    }
    return app.get();
  }

  static Scopes scopes(String text) throws OAuthException {
    try {
      return Scopes.of(text);
    } catch (IllegalArgumentException e) {
      throw new OAuthException(
          "invalid_scope", "The requested scope is invalid, unknown, or malformed.");
    }
  }

  private static void check(String text) throws OAuthException {
    if (!text.equals(OUT_OF_BAND) && RedirectUri.of(text).isEmpty()) {
      throw invalid(
          "redirect_uris must be absolute addresses without a fragment and without user"
              + " information");
    }
  }

  private static boolean isPage(String text) {
    return RedirectUri.of(text).filter(RedirectUri::isWeb).isPresent();
  }

  private static OAuthException invalid(String description) {
    return new OAuthException("invalid_client_metadata", description);
  }
}
