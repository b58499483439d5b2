package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Samples;
import io.voicepost.storage.access.AccessToken;
import io.voicepost.storage.access.App;
import io.voicepost.storage.access.AppId;
import io.voicepost.storage.access.AppStore;
import io.voicepost.storage.access.AuthorizationCode;
import io.voicepost.storage.access.GrantStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [GrantStore] promises.
interface GrantStoreContract {
  Instant START = NOON.truncatedTo(ChronoUnit.MILLIS);

  AccountStore accounts();

  AppStore apps();

  GrantStore grants();

  DatabaseConfig config();

  private AccountId account(String handle) throws Exception {
    return accounts().create(new Handle(handle), handle).id();
  }

  private App app(String client) throws Exception {
    return apps()
        .register(
            new AppStore.NewApp(
                client,
                Samples.secret(1),
                "An app ' 📱",
                Optional.of("https://app.example"),
                List.of("https://app.example/back", "urn:ietf:wg:oauth:2.0:oob"),
                "read write:statuses",
                START));
  }

  private AccessToken token(App app, Optional<AccountId> account, int secret, Instant at)
      throws Exception {
    return grants()
        .issue(
            new GrantStore.NewToken(
                Samples.secret(secret),
                app,
                account,
                "read",
                at,
                "Firefox\nLinux",
                Optional.of(at.plusSeconds(600))));
  }

  private AuthorizationCode code(App app, AccountId account, int secret) {
    return new AuthorizationCode(
        Samples.secret(secret),
        app.id(),
        account,
        "https://app.example/back",
        "read",
        Optional.of("challenge"),
        START.plusSeconds(60));
  }

  @Test
  default void appIsFoundByItsNameAndProvedByItsSecret() throws Exception {
    var app = app("client-" + System.nanoTime());

    assertThat(apps().app(app.clientId())).contains(app);
    assertThat(apps().app(app.clientId(), Samples.secret(1))).contains(app);
    assertThat(apps().app(app.clientId(), Samples.secret(2))).isEmpty();
    assertThat(apps().app("nobody")).isEmpty();
  }

  @Test
  default void ourOwnPagesAreAnAppThatNobodyCanProveToBe() throws Exception {
    var pages = apps().app("voicepost").orElseThrow();

    assertThat(pages.id()).isEqualTo(App.PAGES);
    assertThat(pages.redirectUris()).isEmpty();
    assertThat(Raw.query(config(), "select secret_hash from app where id = 1"))
        .containsExactly(List.of("null"));
  }

  @Test
  default void proofOfATokenIsRememberedWithIt() throws Exception {
    var faye = account("faye");
    var app = app("proved-" + System.nanoTime());
    var token = token(app, Optional.of(faye), 5, START);
    var other = token(app, Optional.of(faye), 6, START);
    assertThat(grants().provedAt(token.id())).isEmpty();

    grants().proved(token.id(), START.plusSeconds(7));

    assertThat(grants().provedAt(token.id())).contains(START.plusSeconds(7));
    assertThat(grants().provedAt(other.id())).isEmpty();
    grants().revoke(faye, token.id());
    assertThat(grants().provedAt(token.id())).isEmpty();
  }

  private GrantStore.Renewal renewal(int secret, Instant now) {
    return new GrantStore.Renewal(
        Samples.secret(secret),
        now.plusSeconds(600),
        Samples.secret(secret + 1),
        now.plusSeconds(6000));
  }

  @Test
  default void tokenIsRenewedOnceByItsRefreshToken() throws Exception {
    var faye = account("faye");
    var app = app("renews-" + System.nanoTime());
    var token = token(app, Optional.of(faye), 10, START);
    grants().keepRefresh(Samples.secret(11), token.id(), START.plusSeconds(1000));
    var later = START.plusSeconds(900);

    List<GrantStore.Renewed> renewed =
        Parallel.run(
            2,
            n -> grants().renew(app.id(), Samples.secret(11), renewal(20 + 2 * n, later), later));

    assertThat(renewed).hasAtLeastOneElementOfType(GrantStore.Renewed.Done.class);
    assertThat(renewed).hasAtLeastOneElementOfType(GrantStore.Renewed.Reused.class);
    assertThat(grants().tokens(faye, 10)).isEmpty();
  }

  @Test
  default void renewedTokenIsTheSameWithOtherSecrets() throws Exception {
    var faye = account("faye");
    var app = app("renewed-" + System.nanoTime());
    var other = app("other-" + System.nanoTime());
    var token = token(app, Optional.of(faye), 10, START);
    grants().keepRefresh(Samples.secret(11), token.id(), START.plusSeconds(1000));
    var unknown = new GrantStore.Renewed.Unknown();

    assertThat(grants().renew(other.id(), Samples.secret(11), renewal(20, START), START))
        .isEqualTo(unknown);
    assertThat(grants().renew(app.id(), Samples.secret(10), renewal(20, START), START))
        .isEqualTo(unknown);
    var over = START.plusSeconds(1000);
    assertThat(grants().renew(app.id(), Samples.secret(11), renewal(20, over), over))
        .isEqualTo(unknown);
    var later = START.plusSeconds(900);
    assertThat(grants().renew(app.id(), Samples.secret(11), renewal(20, later), later))
        .isInstanceOfSatisfying(
            GrantStore.Renewed.Done.class,
            it -> {
              assertThat(it.token().id()).isEqualTo(token.id());
              assertThat(it.token().expiresAt()).contains(later.plusSeconds(600));
              assertThat(it.old()).isEqualTo(Samples.secret(10));
            });
    assertThat(grants().token(Samples.secret(10))).isEmpty();
    assertThat(grants().token(Samples.secret(20))).isPresent();

    assertThat(grants().renew(app.id(), Samples.secret(11), renewal(30, later), later))
        .isEqualTo(new GrantStore.Renewed.Reused(token.id(), Optional.of(faye)));
    assertThat(grants().token(Samples.secret(20))).isEmpty();
    assertThat(grants().renew(app.id(), Samples.secret(21), renewal(40, later), later))
        .isEqualTo(unknown);
  }

  @Test
  default void refreshTokenRevokesWhatItRenews() throws Exception {
    var faye = account("faye");
    var app = app("revokes-" + System.nanoTime());
    var token = token(app, Optional.of(faye), 10, START);
    grants().keepRefresh(Samples.secret(11), token.id(), START.plusSeconds(1000));

    assertThat(grants().revokeByRefresh(new AppId(1), Samples.secret(11))).isEmpty();
    assertThat(grants().revokeByRefresh(app.id(), Samples.secret(11))).contains(token.id());
    assertThat(grants().tokens(faye, 10)).isEmpty();
  }

  @Test
  default void whatEndedAndCannotBeRenewedIsSwept() throws Exception {
    var faye = account("faye");
    var app = app("ends-" + System.nanoTime());
    token(app, Optional.of(faye), 10, START);
    var kept = token(app, Optional.of(faye), 12, START);
    grants().keepRefresh(Samples.secret(13), kept.id(), START.plusSeconds(1000));

    grants().sweep(START.plusSeconds(601), App.PAGES, START.minusSeconds(1));
    assertThat(grants().tokens(faye, 10)).extracting(AccessToken::id).containsExactly(kept.id());
    grants().sweep(START.plusSeconds(1001), App.PAGES, START.minusSeconds(1));
    assertThat(grants().tokens(faye, 10)).isEmpty();
  }

  @Test
  default void codeIsTakenOnce() throws Exception {
    var code = code(app("once-" + System.nanoTime()), account("faye"), 7);
    grants().add(code);

    List<Optional<AuthorizationCode>> taken =
        Parallel.run(8, _ -> grants().take(Samples.secret(7)));

    assertThat(taken.stream().flatMap(Optional::stream)).containsExactly(code);
    assertThat(grants().take(Samples.secret(7))).isEmpty();
    assertThat(grants().take(Samples.secret(8))).isEmpty();
  }

  @Test
  default void codeThatIsUsedAgainTakesItsTokenBack() throws Exception {
    var app = app("again-" + System.nanoTime());
    var faye = account("faye");
    grants().add(code(app, faye, 7));
    assertThat(grants().usedAgain(Samples.secret(7))).isEmpty();
    grants().take(Samples.secret(7));
    var token = token(app, Optional.of(faye), 1, START);
    var other = token(app, Optional.of(faye), 2, START);
    assertThat(grants().became(Samples.secret(7), token.id())).isTrue();
    assertThat(grants().became(Samples.secret(7), other.id())).isFalse();

    assertThat(grants().usedAgain(Samples.secret(7))).contains(token.id());

    assertThat(grants().tokens(faye, 10)).containsExactly(other);
    assertThat(grants().usedAgain(Samples.secret(7))).isEmpty();
  }

  @Test
  default void codeThatIsUsedAgainBeforeItBecameATokenBecomesNone() throws Exception {
    var app = app("early-" + System.nanoTime());
    var faye = account("faye");
    grants().add(code(app, faye, 7));
    grants().take(Samples.secret(7));
    var token = token(app, Optional.of(faye), 1, START);

    assertThat(grants().usedAgain(Samples.secret(7))).isEmpty();

    assertThat(grants().became(Samples.secret(7), token.id())).isFalse();
  }

  @Test
  default void tokenIsFoundByItsSecretOnly() throws Exception {
    var app = app("token-" + System.nanoTime());
    var ours = token(app, Optional.of(account("faye")), 1, START);
    var appsOwn = token(app, Optional.empty(), 2, START);

    assertThat(grants().token(Samples.secret(1))).contains(ours);
    assertThat(grants().token(Samples.secret(2))).contains(appsOwn);
    assertThat(grants().token(Samples.secret(3))).isEmpty();
  }

  @Test
  default void accountSeesItsTokensLastUsedFirst() throws Exception {
    var app = app("list-" + System.nanoTime());
    var faye = account("faye");
    var first = token(app, Optional.of(faye), 1, START);
    var second = token(app, Optional.of(faye), 2, START.plusSeconds(1));
    token(app, Optional.of(account("leslie")), 3, START);

    assertThat(grants().tokens(faye, 10)).containsExactly(second, first);
    grants().used(first.id(), START.plusSeconds(2));
    assertThat(grants().tokens(faye, 10))
        .extracting(AccessToken::id)
        .containsExactly(first.id(), second.id());
    assertThat(grants().tokens(faye, 1)).hasSize(1);
    assertThat(grants().token(Samples.secret(1)).orElseThrow().usedAt())
        .isEqualTo(START.plusSeconds(2));
  }

  @Test
  default void onlyItsAccountOrItsAppTakesATokenBack() throws Exception {
    var app = app("mine-" + System.nanoTime());
    var other = app("other-" + System.nanoTime());
    var faye = account("faye");
    var leslie = account("leslie");
    var token = token(app, Optional.of(faye), 1, START);
    var second = token(app, Optional.of(faye), 2, START);

    assertThat(grants().revoke(leslie, token.id())).isFalse();
    assertThat(grants().revoke(other.id(), Samples.secret(1))).isEmpty();
    assertThat(grants().token(Samples.secret(1))).isPresent();
    assertThat(grants().revoke(faye, token.id())).isTrue();
    assertThat(grants().token(Samples.secret(1))).isEmpty();
    assertThat(grants().revoke(app.id(), Samples.secret(2))).contains(second.id());
    assertThat(grants().tokens(faye, 10)).isEmpty();
  }

  @Test
  default void allTokensAndCodesOfAnAccountAreTakenBackSaveOne() throws Exception {
    var app = app("all-" + System.nanoTime());
    var faye = account("faye");
    var leslie = account("leslie");
    var kept = token(app, Optional.of(faye), 1, START);
    var second = token(app, Optional.of(faye), 2, START);
    var hers = token(app, Optional.of(leslie), 3, START);
    grants().add(code(app, faye, 4));

    assertThat(grants().revokeAll(faye, Optional.of(kept.id()))).containsExactly(second.id());
    assertThat(grants().tokens(faye, 10)).containsExactly(kept);
    assertThat(grants().standing(List.of(kept.id(), second.id(), hers.id()), START))
        .containsExactlyInAnyOrder(kept.id(), hers.id());
    assertThat(grants().standing(List.of(), START)).isEmpty();
    assertThat(grants().take(Samples.secret(4))).isEmpty();
    assertThat(grants().revokeAll(faye, Optional.empty())).containsExactly(kept.id());
    assertThat(grants().tokens(leslie, 10)).containsExactly(hers);
  }

  @Test
  default void sweepForgetsOldCodesAndIdleSessionsOnly() throws Exception {
    var app = app("sweep-" + System.nanoTime());
    var pages = apps().app("voicepost").orElseThrow();
    var faye = account("faye");
    grants().add(code(app, faye, 1));
    token(pages, Optional.of(faye), 2, START);
    var busy = token(pages, Optional.of(faye), 3, START.plus(Duration.ofDays(2)));
    var old = token(app, Optional.of(faye), 4, START);

    grants().sweep(START.plusSeconds(59), App.PAGES, START);
    assertThat(grants().tokens(faye, 10)).hasSize(3);
    assertThat(Raw.query(config(), "select 1 from authorization_code")).hasSize(1);

    grants().sweep(START.plusSeconds(61), App.PAGES, START.plus(Duration.ofDays(1)));
    assertThat(grants().tokens(faye, 10)).containsExactly(busy, old);
    assertThat(Raw.query(config(), "select 1 from authorization_code")).isEmpty();
  }
}
