package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.AccessToken;
import io.voicepost.storage.access.GrantStore;
import io.voicepost.storage.access.TokenId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Access tokens as they are read, each with its app.
final class TokenRows {
  static final String SELECT =
      SqlAppStore.COLUMNS
          + """
          , t.id, t.account_id, t.scopes, t.created_at, t.used_at, t.client, t.expires_at
          from access_token t join app p on p.id = t.app_id \
          """;

  private TokenRows() {}

  /// @return 1, or 0 where the id is taken
  static int insert(Handle db, TokenId id, GrantStore.NewToken token) {
    return db.createUpdate(
            """
            insert into access_token
              (id, token_hash, app_id, account_id, scopes, created_at, used_at, client, expires_at)
            values (:id, :hash, :app, :account, :scopes, :at, :at, :client, :end)
            on conflict do nothing\
            """)
        .bind("id", id.value())
        .bind("hash", token.hash().hex())
        .bind("app", token.app().id().value())
        .bind("account", token.account().map(AccountId::value).orElse(null))
        .bind("scopes", token.scopes())
        .bind("at", token.createdAt().toEpochMilli())
        .bind("client", token.client())
        .bind("end", token.expiresAt().map(Instant::toEpochMilli).orElse(null))
        .execute();
  }

  static AccessToken token(ResultSet row) throws SQLException {
    long account = row.getLong("account_id");
    Optional<AccountId> owner =
        row.wasNull() ? Optional.empty() : Optional.of(new AccountId(account));
    return new AccessToken(
        new TokenId(row.getLong("id")),
        SqlAppStore.app(row),
        owner,
        row.getString("scopes"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("used_at")),
        row.getString("client"),
        RowMappers.number(row, "expires_at").map(Instant::ofEpochMilli));
  }
}
