package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.AppId;
import io.voicepost.storage.access.GrantStore;
import io.voicepost.storage.access.SecretHash;
import io.voicepost.storage.access.TokenId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Refresh tokens, each used once.
final class RefreshTokenRows {
  private RefreshTokenRows() {}

  static int insert(Handle db, SecretHash refresh, TokenId token, Instant expiresAt) {
    return db.createUpdate(
            """
            insert into refresh_token (token_hash, token_id, expires_at)
            values (:hash, :token, :end)\
            """)
        .bind("hash", refresh.hex())
        .bind("token", token.value())
        .bind("end", expiresAt.toEpochMilli())
        .execute();
  }

  /// Uses a refresh token up; whoever else wants it waits until this transaction ends.
  static Optional<TokenId> use(Handle db, AppId app, SecretHash refresh, Instant now) {
    return db.createQuery(
            """
            update refresh_token set used = 1
            where token_hash = :hash and used = 0 and expires_at > :now
              and token_id in (select id from access_token where app_id = :app)
            returning token_id\
            """)
        .bind("hash", refresh.hex())
        .bind("now", now.toEpochMilli())
        .bind("app", app.value())
        .mapTo(Long.class)
        .findOne()
        .map(TokenId::new);
  }

  static GrantStore.Renewed renew(
      Handle db, TokenId token, GrantStore.Renewal renewal, Instant now) {
    var old =
        db.createQuery("select token_hash from access_token where id = :id")
            .bind("id", token.value())
            .mapTo(String.class)
            .one();
    db.createUpdate(
            """
            update access_token set token_hash = :hash, expires_at = :end, used_at = :now
            where id = :id\
            """)
        .bind("hash", renewal.token().hex())
        .bind("end", renewal.tokenEnds().toEpochMilli())
        .bind("now", now.toEpochMilli())
        .bind("id", token.value())
        .execute();
    insert(db, renewal.refresh(), token, renewal.refreshEnds());
    var renewed =
        db.createQuery(TokenRows.SELECT + "where t.id = :id")
            .bind("id", token.value())
            .map((row, _) -> TokenRows.token(row))
            .one();
    return new GrantStore.Renewed.Done(renewed, new SecretHash(old));
  }

  static GrantStore.Renewed reused(Handle db, AppId app, SecretHash refresh) {
    return db.createQuery(
            """
            delete from access_token
            where app_id = :app and id =
              (select token_id from refresh_token where token_hash = :hash and used = 1)
            returning id, account_id\
            """)
        .bind("app", app.value())
        .bind("hash", refresh.hex())
        .<GrantStore.Renewed>map((row, _) ->
            new GrantStore.Renewed.Reused(
                new TokenId(row.getLong("id")),
                RowMappers.number(row, "account_id").map(AccountId::new)))
        .findOne()
        .orElseGet(GrantStore.Renewed.Unknown::new);
  }
}
