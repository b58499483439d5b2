package io.voicepost.gateway.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.access.Grant;
import io.voicepost.gateway.access.IssuedToken;
import io.voicepost.gateway.access.Scopes;
import io.voicepost.gateway.access.Secret;
import io.voicepost.gateway.web.http.Json;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.App;
import io.voicepost.storage.access.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What apps are told of a token: of its end only where it has one.
final class TokenEntityTest {
  private static String json(Optional<Secret> refresh, Optional<Duration> life) {
    var app = new App(App.PAGES, "id", "App", Optional.empty(), List.of(), "read", Instant.EPOCH);
    var grant =
        new Grant(
            new TokenId(1),
            app,
            Optional.of(new AccountId(1)),
            Scopes.READ,
            Instant.ofEpochSecond(7),
            Optional.empty());
    var issuedToken = new IssuedToken(new Secret("token"), grant, refresh, life);
    return Json.bytes(OAuthRoutes.Token.of(issuedToken)).toStringUtf8();
  }

  @Test
  void tokenThatEndsSaysWhenAndHowItIsRenewed() {
    assertThat(json(Optional.of(new Secret("next")), Optional.of(Duration.ofDays(7))))
        .isEqualTo(
            """
            {"access_token":"token","token_type":"Bearer","scope":"read","created_at":7,\
            "expires_in":604800,"refresh_token":"next"}\
            """);
  }

  @Test
  void tokenThatStaysIsAsMastodonHasIt() {
    assertThat(json(Optional.empty(), Optional.empty()))
        .isEqualTo(
            """
            {"access_token":"token","token_type":"Bearer","scope":"read","created_at":7}\
            """);
  }
}
