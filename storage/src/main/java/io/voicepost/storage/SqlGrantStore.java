package io.voicepost.storage;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Apps, codes and tokens in tables.
final class SqlGrantStore implements GrantStore {
  private static final int ATTEMPTS = 10;

  private static final String APP =
      """
      select p.id as app_id, p.client_id, p.name, p.website, p.redirect_uris,
        p.scopes as app_scopes, p.created_at as app_created_at\
      """;

  private static final String TOKEN =
      APP
          + """
          , t.id, t.account_id, t.scopes, t.created_at, t.used_at
          from access_token t join app p on p.id = t.app_id \
          """;

  private final Sql sql;

  SqlGrantStore(Sql sql) {
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
        db.createQuery(APP + " from app p where p.client_id = :client")
            .bind("client", clientId)
            .map((row, _) -> app(row))
            .findOne());
  }

  @Override
  public Optional<App> app(String clientId, SecretHash secret) throws IOException {
    return sql.run(db ->
        db.createQuery(APP + " from app p where p.client_id = :client and p.secret_hash = :secret")
            .bind("client", clientId)
            .bind("secret", secret.hex())
            .map((row, _) -> app(row))
            .findOne());
  }

  @Override
  public void add(AuthorizationCode code) throws IOException {
    sql.transact(db ->
        db.createUpdate(
                """
                insert into authorization_code
                  (code_hash, app_id, account_id, redirect_uri, scopes, challenge, expires_at)
                values (:hash, :app, :account, :uri, :scopes, :challenge, :end)\
                """)
            .bind("hash", code.hash().hex())
            .bind("app", code.app().value())
            .bind("account", code.account().value())
            .bind("uri", code.redirectUri())
            .bind("scopes", code.scopes())
            .bind("challenge", code.challenge().orElse(null))
            .bind("end", code.expiresAt().toEpochMilli())
            .execute());
  }

  @Override
  public Optional<AuthorizationCode> take(SecretHash code) throws IOException {
    return sql.transact(db ->
        db.createQuery(
                """
                update authorization_code set taken = 1 where code_hash = :hash and taken = 0
                returning code_hash, app_id, account_id, redirect_uri, scopes, challenge,
                  expires_at\
                """)
            .bind("hash", code.hex())
            .map((row, _) -> code(row))
            .findOne());
  }

  @Override
  public boolean became(SecretHash code, TokenId token) throws IOException {
    return sql.transact(db ->
        db.createUpdate(
                """
                update authorization_code set token_id = :token
                where code_hash = :hash and taken = 1 and token_id is null\
                """)
            .bind("token", token.value())
            .bind("hash", code.hex())
            .execute())
        == 1;
  }

  @Override
  public Optional<SecretHash> usedAgain(SecretHash code) throws IOException {
    return sql.transact(db -> {
      var token =
          db.createQuery(
                  """
                  delete from authorization_code where code_hash = :hash and taken = 1
                  returning token_id\
                  """)
              .bind("hash", code.hex())
              .map((row, _) -> Rows.number(row, "token_id"))
              .findOne()
              .flatMap(it -> it);
      return token.flatMap(id ->
          db.createQuery("delete from access_token where id = :id returning token_hash")
              .bind("id", id)
              .map((row, _) -> new SecretHash(row.getString("token_hash")))
              .findOne());
    });
  }

  @Override
  public AccessToken issue(NewToken token) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var id = new TokenId(PostId.at(token.createdAt()).value());
      if (insert(id, token)) {
        return new AccessToken(
            id, token.app(), token.account(), token.scopes(), token.createdAt(), token.createdAt());
      }
    }
    throw new IllegalStateException("no free token id in " + ATTEMPTS + " attempts");
  }

  private boolean insert(TokenId id, NewToken token) throws IOException {
    return sql.transact(db ->
        db.createUpdate(
                """
                insert into access_token
                  (id, token_hash, app_id, account_id, scopes, created_at, used_at)
                values (:id, :hash, :app, :account, :scopes, :at, :at) on conflict do nothing\
                """)
            .bind("id", id.value())
            .bind("hash", token.hash().hex())
            .bind("app", token.app().id().value())
            .bind("account", token.account().map(AccountId::value).orElse(null))
            .bind("scopes", token.scopes())
            .bind("at", token.createdAt().toEpochMilli())
            .execute())
        == 1;
  }

  @Override
  public Optional<AccessToken> token(SecretHash token) throws IOException {
    return sql.run(db ->
        db.createQuery(TOKEN + "where t.token_hash = :hash")
            .bind("hash", token.hex())
            .map((row, _) -> token(row))
            .findOne());
  }

  @Override
  public void used(TokenId token, Instant at) throws IOException {
    sql.transact(db ->
        db.createUpdate("update access_token set used_at = :at where id = :id")
            .bind("id", token.value())
            .bind("at", at.toEpochMilli())
            .execute());
  }

  @Override
  public List<AccessToken> tokens(AccountId account, int limit) throws IOException {
    return sql.run(db ->
        db.createQuery(
                TOKEN
                    + "where t.account_id = :account order by t.used_at desc, t.id desc limit"
                    + " :limit")
            .bind("account", account.value())
            .bind("limit", Rows.limit(limit))
            .map((row, _) -> token(row))
            .list());
  }

  @Override
  public Optional<SecretHash> revoke(AccountId account, TokenId token) throws IOException {
    return sql.transact(db ->
        db.createQuery(
                """
                delete from access_token where id = :id and account_id = :account
                returning token_hash\
                """)
            .bind("id", token.value())
            .bind("account", account.value())
            .map((row, _) -> new SecretHash(row.getString("token_hash")))
            .findOne());
  }

  @Override
  public boolean revoke(AppId app, SecretHash token) throws IOException {
    return sql.transact(db ->
        db.createUpdate("delete from access_token where token_hash = :hash and app_id = :app")
            .bind("hash", token.hex())
            .bind("app", app.value())
            .execute())
        == 1;
  }

  @Override
  public List<SecretHash> revokeAll(AccountId account, Optional<TokenId> kept) throws IOException {
    return sql.transact(db -> {
      db.createUpdate("delete from authorization_code where account_id = :account")
          .bind("account", account.value())
          .execute();
      return db.createQuery(
              """
              delete from access_token where account_id = :account and id <> :kept
              returning token_hash\
              """)
          .bind("account", account.value())
          .bind("kept", kept.map(TokenId::value).orElse(0L))
          .map((row, _) -> new SecretHash(row.getString("token_hash")))
          .list();
    });
  }

  @Override
  public void sweep(Instant now, AppId app, Instant idle) throws IOException {
    sql.transact(db ->
        db.createUpdate("delete from authorization_code where expires_at < :now")
            .bind("now", now.toEpochMilli())
            .execute());
    sql.transact(db ->
        db.createUpdate("delete from access_token where app_id = :app and used_at < :idle")
            .bind("app", app.value())
            .bind("idle", idle.toEpochMilli())
            .execute());
  }

  private static App app(ResultSet row) throws SQLException {
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

  private static AuthorizationCode code(ResultSet row) throws SQLException {
    @Nullable String challenge = row.getString("challenge");
    return new AuthorizationCode(
        new SecretHash(row.getString("code_hash")),
        new AppId(row.getLong("app_id")),
        new AccountId(row.getLong("account_id")),
        row.getString("redirect_uri"),
        row.getString("scopes"),
        Optional.ofNullable(challenge),
        Instant.ofEpochMilli(row.getLong("expires_at")));
  }

  private static AccessToken token(ResultSet row) throws SQLException {
    long account = row.getLong("account_id");
    Optional<AccountId> owner =
        row.wasNull() ? Optional.empty() : Optional.of(new AccountId(account));
    return new AccessToken(
        new TokenId(row.getLong("id")),
        app(row),
        owner,
        row.getString("scopes"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("used_at")));
  }
}
