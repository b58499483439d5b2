package io.voicepost.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.App;
import io.voicepost.storage.access.SecurityNotice;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens that end by themselves, on a clock that the test owns.
final class TokenLifetimeTest {
  private static final Duration LIFE = Duration.ofDays(7);
  private static final Duration REFRESH = Duration.ofDays(30);

  @TempDir private Path folder;
  private final Watch watch = new Watch();
  private Database database;
  private AccessServices access;
  private AccountId faye = new AccountId(1);
  private App app;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    access = access(new TokenLifetime(Optional.of(LIFE), REFRESH));
    faye =
        ((SignUpResult.Made) access.passwords().signUp("faye", "", "correct horse")).account().id();
    app =
        access
            .apps()
            .register("App", List.of("https://app.example/"), "read", Optional.empty())
            .app();
  }

  private AccessServices access(TokenLifetime life) throws Exception {
    return AccessServices.open(
        database, new AccessConfig(new Pepper(new byte[32]), true, 1, life), watch);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private IssuedToken issued() throws Exception {
    return access.tokens().issue(app, Optional.of(faye), Scopes.READ);
  }

  private static Secret refresh(IssuedToken issuedToken) {
    return issuedToken.refresh().orElseThrow();
  }

  @Test
  void tokenEndsToTheSecondAlthoughItIsRemembered() throws Exception {
    var issuedToken = issued();
    assertThat(issuedToken.life()).contains(LIFE);
    watch.pass(LIFE.minusSeconds(1));
    assertThat(access.tokens().verify(issuedToken.token())).isPresent();
    watch.pass(Duration.ofSeconds(1));
    assertThat(access.tokens().verify(issuedToken.token())).isEmpty();
    assertThat(access(TokenLifetime.USUAL).tokens().verify(issuedToken.token())).isEmpty();
  }

  @Test
  void sessionsAndTokensOfPatientOperatorsDoNotEnd() throws Exception {
    var session = access.tokens().openSession(faye);
    var patient = access(TokenLifetime.USUAL);
    var token = patient.tokens().issue(app, Optional.of(faye), Scopes.READ);
    assertThat(token.refresh()).isEmpty();
    assertThat(token.life()).isEmpty();
    watch.pass(LIFE.multipliedBy(3));

    assertThat(access.tokens().verify(session.token())).isPresent();
    assertThat(access.tokens().verify(token.token())).isPresent();
  }

  @Test
  void appActingForItselfCannotRenew() throws Exception {
    var issuedToken = access.authorizations().forItself(app, "read");

    assertThat(issuedToken.refresh()).isEmpty();
    assertThat(issuedToken.life()).contains(LIFE);
  }

  @Test
  void renewalTakesBothSecretsAway() throws Exception {
    var first = issued();
    watch.pass(LIFE.plusDays(1));

    var second = access.authorizations().refresh(app, refresh(first));

    assertThat(second.grant().token()).isEqualTo(first.grant().token());
    assertThat(second.grant().scopes()).isEqualTo(Scopes.READ);
    assertThat(access.tokens().verify(first.token())).isEmpty();
    assertThat(access.tokens().verify(second.token())).isPresent();
    var third = access.authorizations().refresh(app, refresh(second));
    assertThat(access.tokens().verify(second.token())).isEmpty();
    assertThat(access.tokens().verify(third.token())).isPresent();
    assertThat(access.tokens().list(faye)).hasSize(1);
  }

  @Test
  void whoUsesARefreshTokenAgainEndsAllThatCameOfIt() throws Exception {
    var first = issued();
    var second = access.authorizations().refresh(app, refresh(first));

    assertThatThrownBy(() -> access.authorizations().refresh(app, refresh(first)))
        .isInstanceOfSatisfying(
            OAuthException.class, it -> assertThat(it.error()).isEqualTo("invalid_grant"));

    assertThat(access.tokens().verify(second.token())).isEmpty();
    assertThatThrownBy(() -> access.authorizations().refresh(app, refresh(second)))
        .isInstanceOf(OAuthException.class);
    assertThat(access.notices().list(faye))
        .extracting(SecurityNotice::kind)
        .containsExactly(SecurityNotice.NoticeKind.APP_CUT_OFF);
  }

  @Test
  void refreshTokenEndsToo() throws Exception {
    var first = issued();
    watch.pass(REFRESH);

    assertThatThrownBy(() -> access.authorizations().refresh(app, refresh(first)))
        .isInstanceOf(OAuthException.class);
  }

  @Test
  void appMayRevokeByEither() throws Exception {
    var first = issued();
    access.tokens().revoke(app, refresh(first));
    assertThat(access.tokens().verify(first.token())).isEmpty();

    var second = issued();
    access.tokens().revoke(app, second.token());
    assertThat(access.tokens().verify(second.token())).isEmpty();
    assertThatThrownBy(() -> access.authorizations().refresh(app, refresh(second)))
        .isInstanceOf(OAuthException.class);
  }
}
