package io.voicepost.storage.sql;

import io.voicepost.storage.PlainName;
import io.voicepost.storage.PostId;
import io.voicepost.storage.access.App;
import io.voicepost.storage.access.AppId;
import io.voicepost.storage.access.AppStore;
import io.voicepost.storage.access.SecretHash;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Apps in a table.
final class SqlAppStore implements AppStore {
  private static final int ATTEMPTS = 10;

  /// What [#app(ResultSet)] reads, of a table `app` that is called `p`.
  static final String COLUMNS =
      """
      select p.id as app_id, p.client_id, p.name, p.website, p.redirect_uris,
        p.scopes as app_scopes, p.created_at as app_created_at\
      """;

  private final Sql sql;

  SqlAppStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public App register(NewApp app) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var kept =
          new App(
              new AppId(PostId.at(app.createdAt()).value()),
              app.clientId(),
              app.name(),
              app.website(),
              app.redirectUris(),
              app.scopes(),
              app.createdAt());
      if (insert(kept, app.secret())) {
        return kept;
      }
    }
    throw new IllegalStateException("no free app id in " + ATTEMPTS + " attempts");
  }

  private boolean insert(App app, SecretHash secret) throws IOException {
    return sql.transact(db ->
        db.createUpdate(
                """
                insert into app
                  (id, client_id, secret_hash, name, website, redirect_uris, scopes, created_at)
                values (:id, :client, :secret, :name, :website, :uris, :scopes, :at)
                on conflict do nothing\
                """)
            .bind("id", app.id().value())
            .bind("client", app.clientId())
            .bind("secret", secret.hex())
            .bind("name", app.name())
            .bind("website", app.website().orElse(null))
            .bind("uris", String.join("\n", app.redirectUris()))
            .bind("scopes", app.scopes())
            .bind("at", app.createdAt().toEpochMilli())
            .execute())
        == 1;
  }

  @Override
  public Optional<App> app(String clientId) throws IOException {
    return sql.run(db ->
        db.createQuery(COLUMNS + " from app p where p.client_id = :client")
            .bind("client", clientId)
            .map((row, _) -> app(row))
            .findOne());
  }

  @Override
  public Optional<App> app(String clientId, SecretHash secret) throws IOException {
    return sql.run(db ->
        db.createQuery(
                COLUMNS + " from app p where p.client_id = :client and p.secret_hash = :secret")
            .bind("client", clientId)
            .bind("secret", secret.hex())
            .map((row, _) -> app(row))
            .findOne());
  }

  static App app(ResultSet row) throws SQLException {
    @Nullable String website = row.getString("website");
    // Names that were given before the rule for them are shown by it, too.
    var name = PlainName.of(row.getString("name"));
    return new App(
        new AppId(row.getLong("app_id")),
        row.getString("client_id"),
        name.isEmpty() ? "?" : name,
        Optional.ofNullable(website),
        row.getString("redirect_uris").lines().toList(),
        row.getString("app_scopes"),
        Instant.ofEpochMilli(row.getLong("app_created_at")));
  }
}
