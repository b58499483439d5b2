package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.access.AccessToken;
import io.voicepost.storage.access.AppId;
import io.voicepost.storage.access.AuthorizationCode;
import io.voicepost.storage.access.GrantStore;
import io.voicepost.storage.access.SecretHash;
import io.voicepost.storage.access.TokenId;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Codes and tokens in tables.
final class SqlGrantStore implements GrantStore {
  private static final int ATTEMPTS = 10;

  /// Values in one statement; the databases take some 32,000.
  private static final int MOST_BOUND = 10_000;

  private final Sql sql;

  SqlGrantStore(Sql sql) {
    this.sql = sql;
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
  public Optional<TokenId> usedAgain(SecretHash code) throws IOException {
    return sql.transact(db -> {
      var token =
          db.createQuery(
                  """
                  delete from authorization_code where code_hash = :hash and taken = 1
                  returning token_id\
                  """)
              .bind("hash", code.hex())
              .map((row, _) -> RowMappers.number(row, "token_id"))
              .findOne()
              .flatMap(it -> it);
      return token.flatMap(id ->
          db.createQuery("delete from access_token where id = :id returning id")
              .bind("id", id)
              .map((row, _) -> new TokenId(row.getLong("id")))
              .findOne());
    });
  }

  @Override
  public AccessToken issue(NewToken token) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var id = new TokenId(PostId.at(token.createdAt()).value());
      if (sql.transact(db -> TokenRows.insert(db, id, token)) == 1) {
        return new AccessToken(
            id,
            token.app(),
            token.account(),
            token.scopes(),
            token.createdAt(),
            token.createdAt(),
            token.client(),
            token.expiresAt());
      }
    }
    throw new IllegalStateException("no free token id in " + ATTEMPTS + " attempts");
  }

  @Override
  public Optional<AccessToken> token(SecretHash token) throws IOException {
    return sql.run(db ->
        db.createQuery(TokenRows.SELECT + "where t.token_hash = :hash")
            .bind("hash", token.hex())
            .map((row, _) -> TokenRows.token(row))
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
  public void proved(TokenId token, Instant at) throws IOException {
    sql.write(db ->
        db.createUpdate("update access_token set proved_at = :at where id = :id")
            .bind("id", token.value())
            .bind("at", at.toEpochMilli())
            .execute());
  }

  @Override
  public Optional<Instant> provedAt(TokenId token) throws IOException {
    return sql.run(db ->
        db.createQuery("select proved_at from access_token where id = :id and proved_at > 0")
            .bind("id", token.value())
            .mapTo(Long.class)
            .findOne()
            .map(Instant::ofEpochMilli));
  }

  @Override
  public List<AccessToken> tokens(AccountId account, int limit) throws IOException {
    return sql.run(db ->
        db.createQuery(
                TokenRows.SELECT
                    + "where t.account_id = :account order by t.used_at desc, t.id desc limit"
                    + " :limit")
            .bind("account", account.value())
            .bind("limit", RowMappers.limit(limit))
            .map((row, _) -> TokenRows.token(row))
            .list());
  }

  @Override
  public boolean revoke(AccountId account, TokenId token) throws IOException {
    return sql.transact(db ->
        db.createUpdate("delete from access_token where id = :id and account_id = :account")
            .bind("id", token.value())
            .bind("account", account.value())
            .execute())
        == 1;
  }

  @Override
  public Optional<TokenId> revoke(AppId app, SecretHash token) throws IOException {
    return sql.transact(db ->
        db.createQuery(
                "delete from access_token where token_hash = :hash and app_id = :app returning id")
            .bind("hash", token.hex())
            .bind("app", app.value())
            .map((row, _) -> new TokenId(row.getLong("id")))
            .findOne());
  }

  @Override
  public Optional<TokenId> revokeByRefresh(AppId app, SecretHash refresh) throws IOException {
    return sql.transact(db ->
        db.createQuery(
                """
                delete from access_token
                where app_id = :app
                  and id = (select token_id from refresh_token where token_hash = :hash)
                returning id\
                """)
            .bind("app", app.value())
            .bind("hash", refresh.hex())
            .map((row, _) -> new TokenId(row.getLong("id")))
            .findOne());
  }

  @Override
  public void keepRefresh(SecretHash refresh, TokenId token, Instant expiresAt) throws IOException {
    sql.write(db -> RefreshTokenRows.insert(db, refresh, token, expiresAt));
  }

  @Override
  public Renewed renew(AppId app, SecretHash refresh, Renewal renewal, Instant now)
      throws IOException {
    return sql.transact(db ->
        RefreshTokenRows.use(db, app, refresh, now)
            .<Renewed>map(token -> RefreshTokenRows.renew(db, token, renewal, now))
            .orElseGet(() -> RefreshTokenRows.reused(db, app, refresh)));
  }

  @Override
  public List<TokenId> revokeAll(AccountId account, Optional<TokenId> kept) throws IOException {
    return sql.transact(db -> {
      db.createUpdate("delete from authorization_code where account_id = :account")
          .bind("account", account.value())
          .execute();
      return db.createQuery(
              """
              delete from access_token where account_id = :account and id <> :kept
              returning id\
              """)
          .bind("account", account.value())
          .bind("kept", kept.map(TokenId::value).orElse(0L))
          .map((row, _) -> new TokenId(row.getLong("id")))
          .list();
    });
  }

  @Override
  public Set<TokenId> standing(Collection<TokenId> tokens, Instant now) throws IOException {
    var ids = tokens.stream().map(TokenId::value).toList();
    var standing = new HashSet<TokenId>();
    for (int from = 0; from < ids.size(); from += MOST_BOUND) {
      var some = ids.subList(from, Math.min(from + MOST_BOUND, ids.size()));
      sql.run(db ->
              db.createQuery(
                      """
                      select id from access_token
                      where id in (<ids>) and (expires_at is null or expires_at > :now)\
                      """)
                  .bind("now", now.toEpochMilli())
                  .bindList("ids", some)
                  .map((row, _) -> new TokenId(row.getLong("id")))
                  .list())
          .forEach(standing::add);
    }
    return standing;
  }

  @Override
  public void sweep(Instant now, AppId app, Instant idle) throws IOException {
    sql.transact(db ->
        db.createUpdate("delete from authorization_code where expires_at < :now")
            .bind("now", now.toEpochMilli())
            .execute());
    sql.transact(db ->
        db.createUpdate("delete from refresh_token where expires_at < :now")
            .bind("now", now.toEpochMilli())
            .execute());
    sql.transact(db ->
        db.createUpdate(
                """
                delete from access_token where expires_at < :now and not exists
                  (select 1 from refresh_token r where r.token_id = access_token.id and r.used = 0)\
                """)
            .bind("now", now.toEpochMilli())
            .execute());
    sql.transact(db ->
        db.createUpdate("delete from access_token where app_id = :app and used_at < :idle")
            .bind("app", app.value())
            .bind("idle", idle.toEpochMilli())
            .execute());
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
}
