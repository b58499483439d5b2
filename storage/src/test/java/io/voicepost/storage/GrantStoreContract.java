package io.voicepost.storage;

import static io.voicepost.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

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

  GrantStore grants();

  DatabaseConfig config();

  private AccountId account(String handle) throws Exception {
    return accounts().create(new Handle(handle), handle).id();
  }

  private App app(String client) throws Exception {
    return grants()
        .register(
            new GrantStore.NewApp(
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
        .issue(new GrantStore.NewToken(Samples.secret(secret), app, account, "read", at));
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

    assertThat(grants().app(app.clientId())).contains(app);
    assertThat(grants().app(app.clientId(), Samples.secret(1))).contains(app);
    assertThat(grants().app(app.clientId(), Samples.secret(2))).isEmpty();
    assertThat(grants().app("nobody")).isEmpty();
  }

  @Test
  default void ourOwnPagesAreAnAppThatNobodyCanProveToBe() throws Exception {
    var pages = grants().app("voicepost").orElseThrow();

    assertThat(pages.id()).isEqualTo(App.PAGES);
    assertThat(pages.redirectUris()).isEmpty();
    assertThat(Raw.query(config(), "select secret_hash from app where id = 1"))
        .containsExactly(List.of("null"));
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

    assertThat(grants().usedAgain(Samples.secret(7))).contains(Samples.secret(1));

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
    token(app, Optional.of(faye), 2, START);

    assertThat(grants().revoke(leslie, token.id())).isEmpty();
    assertThat(grants().revoke(other.id(), Samples.secret(1))).isFalse();
    assertThat(grants().token(Samples.secret(1))).isPresent();
    assertThat(grants().revoke(faye, token.id())).contains(Samples.secret(1));
    assertThat(grants().token(Samples.secret(1))).isEmpty();
    assertThat(grants().revoke(app.id(), Samples.secret(2))).isTrue();
    assertThat(grants().tokens(faye, 10)).isEmpty();
  }

  @Test
  default void allTokensAndCodesOfAnAccountAreTakenBackSaveOne() throws Exception {
    var app = app("all-" + System.nanoTime());
    var faye = account("faye");
    var leslie = account("leslie");
    var kept = token(app, Optional.of(faye), 1, START);
    token(app, Optional.of(faye), 2, START);
    var hers = token(app, Optional.of(leslie), 3, START);
    grants().add(code(app, faye, 4));

    assertThat(grants().revokeAll(faye, Optional.of(kept.id()))).containsExactly(Samples.secret(2));
    assertThat(grants().tokens(faye, 10)).containsExactly(kept);
    assertThat(grants().take(Samples.secret(4))).isEmpty();
    assertThat(grants().revokeAll(faye, Optional.empty())).containsExactly(Samples.secret(1));
    assertThat(grants().tokens(leslie, 10)).containsExactly(hers);
  }

  @Test
  default void sweepForgetsOldCodesAndIdleSessionsOnly() throws Exception {
    var app = app("sweep-" + System.nanoTime());
    var pages = grants().app("voicepost").orElseThrow();
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
