package io.voicepost.storage.access;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Apps that may ask for access. Safe for many threads. `IOException` means the database did not
/// answer: repeat the call later.
public interface AppStore {
  /// Keeps an app; its id is given here.
  App register(NewApp app) throws IOException;

  Optional<App> app(String clientId) throws IOException;

  /// The app that knows this secret; empty where the name or the secret is wrong.
  Optional<App> app(String clientId, SecretHash secret) throws IOException;

  /// An app that is not kept yet, as [App].
  record NewApp(
      String clientId,
      SecretHash secret,
      String name,
      Optional<String> website,
      List<String> redirectUris,
      String scopes,
      Instant createdAt) {}
}
