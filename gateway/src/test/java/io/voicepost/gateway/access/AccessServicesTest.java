package io.voicepost.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.storage.AccountId;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What time does to sessions, codes, challenges and guesses, on a clock that the test owns.
final class AccessServicesTest {
  private static final String BACK = "https://app.example/back";

  @TempDir private Path folder;
  private final Watch watch = new Watch();
  private Database database;
  private AccessServices access;
  private AccountId faye = new AccountId(1);

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    access = AccessServices.open(database, AccessConfig.usual(new Pepper(new byte[32])), watch);
    var made = access.passwords().signUp("faye", "", "correct horse");
    faye = ((SignUpResult.Made) made).account().id();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Apps.Registered app() throws Exception {
    return access.apps().register("App", List.of(BACK), "read", Optional.empty());
  }

  private Secret code(Apps.Registered app) throws Exception {
    var oauth = access.authorizations();
    var authorizationClient = oauth.asker(app.app().clientId(), BACK);
    return oauth.approve(
        oauth.request(authorizationClient, "code", "", Optional.empty(), Optional.empty()), faye);
  }

  @Test
  void codeIsOfNoUseAfterTenMinutes() throws Exception {
    var app = app();
    var early = code(app);
    var late = code(app);
    watch.pass(Authorizations.CODE_LIFE.minusSeconds(1));
    assertThat(access.authorizations().exchange(app.app(), early, BACK, Optional.empty()).grant())
        .extracting(Grant::account)
        .isEqualTo(Optional.of(faye));
    watch.pass(Duration.ofSeconds(1));

    assertThatThrownBy(
            () -> access.authorizations().exchange(app.app(), late, BACK, Optional.empty()))
        .isInstanceOf(OAuthException.class)
        .extracting(e -> ((OAuthException) e).error())
        .isEqualTo("invalid_grant");
  }

  @Test
  void sessionEndsWhenItWasIdleForLongAndAnAppDoesNot() throws Exception {
    var app = app();
    var token =
        access.authorizations().exchange(app.app(), code(app), BACK, Optional.empty()).token();
    var used = access.tokens().openSession(faye).token();
    var idle = access.tokens().openSession(faye).token();
    watch.pass(Tokens.IDLE.minusDays(1));
    assertThat(access.tokens().verify(used)).isPresent();
    watch.pass(Duration.ofDays(2));

    // Another node, which remembers nothing.
    var elsewhere =
        AccessServices.open(database, AccessConfig.usual(new Pepper(new byte[32])), watch);
    assertThat(elsewhere.tokens().verify(used)).isPresent();
    assertThat(elsewhere.tokens().verify(idle)).isEmpty();
    assertThat(elsewhere.tokens().verify(token)).isPresent();
    assertThat(access.tokens().list(faye)).hasSize(3);
    access.tokens().sweep();
    assertThat(access.tokens().list(faye)).hasSize(2);
  }

  @Test
  void eachFurtherGuessWaitsTwiceAsLong() throws Exception {
    for (int i = 0; i < 8; i++) {
      assertThat(access.passwords().signIn("faye", "wrong", "a"))
          .isEqualTo(new PasswordResult.Wrong());
    }
    var expected = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900);
    for (var seconds : expected) {
      assertThat(access.passwords().signIn("faye", "correct horse", "b"))
          .isEqualTo(new PasswordResult.Wait(Duration.ofSeconds(seconds)));
      watch.pass(Duration.ofSeconds(seconds));
      assertThat(access.passwords().signIn("faye", "wrong", "b"))
          .isEqualTo(new PasswordResult.Wrong());
    }
    watch.pass(AttemptLimiter.LONGEST);
    assertThat(access.passwords().signIn("faye", "correct horse", "b"))
        .isEqualTo(new PasswordResult.SignedIn(faye));
    assertThat(access.passwords().signIn("faye", "wrong", "b"))
        .isEqualTo(new PasswordResult.Wrong());
  }

  @Test
  void addressThatTriesManyHandlesWaits() throws Exception {
    for (int i = 0; i < 30; i++) {
      assertThat(access.passwords().signIn("nobody" + i, "password", "here"))
          .isEqualTo(new PasswordResult.Wrong());
    }
    assertThat(access.passwords().signIn("faye", "correct horse", "here"))
        .isInstanceOf(PasswordResult.Wait.class);
    assertThat(access.passwords().signIn("faye", "correct horse", "there"))
        .isEqualTo(new PasswordResult.SignedIn(faye));
  }

  @Test
  void passwordIsOfNoUseWithoutItsPepper() throws Exception {
    var other =
        AccessServices.open(
            database,
            AccessConfig.usual(new Pepper("another secret of 32 bytes, sure".getBytes(US_ASCII))),
            watch);

    assertThat(other.passwords().signIn("faye", "correct horse", "a"))
        .isEqualTo(new PasswordResult.Wrong());
    assertThat(database.credentials().passwordHash(faye).orElseThrow())
        .contains(":$argon2id$v=19$m=19456,t=2,p=1$");
  }

  @Test
  void passwordIsTheSameOnAnotherKeyboard() throws Exception {
    var account = access.account(faye).orElseThrow();
    assertThat(access.passwords().reset(account, "caf\u00e9 au lait")).isEmpty();

    assertThat(access.passwords().signIn("faye", "cafe\u0301 au lait", "a"))
        .isEqualTo(new PasswordResult.SignedIn(faye));
  }

  private PasskeyChallenges challenges() {
    return new PasskeyChallenges(database.codes(), new Pepper(new byte[32]), watch);
  }

  @Test
  void nobodyUsesUpTheChallengesOfOthers() throws Exception {
    var mine = challenges().ask(Optional.empty());
    var others = challenges();
    for (int i = 0; i < 50_000; i++) {
      others.ask(Optional.empty());
    }

    assertThat(others.answered(mine, Optional.empty())).isTrue();
    assertThat(challenges().answered(mine, Optional.empty())).isFalse();
  }

  @Test
  void challengeThatWasMadeUpIsNone() throws Exception {
    var challenge = challenges().ask(Optional.empty());
    var last = challenge.endsWith("A") ? "B" : "A";
    var changed = challenge.substring(1, challenge.length()) + last;

    assertThat(challenges().answered(changed, Optional.empty())).isFalse();
    assertThat(challenges().answered("", Optional.empty())).isFalse();
    assertThat(challenges().answered("no base64!", Optional.empty())).isFalse();
    assertThat(challenges().answered(challenge, Optional.of(faye))).isFalse();
    assertThat(challenges().answered(challenge, Optional.empty())).isTrue();
  }

  @Test
  void challengeIsGoodForOneAnswerOfItsAccountAndNotForLong() throws Exception {
    var passkeyChallenges = challenges();
    var first = passkeyChallenges.ask(Optional.of(faye));
    assertThat(passkeyChallenges.answered(first, Optional.empty())).isFalse();
    assertThat(passkeyChallenges.answered(first, Optional.of(faye))).isTrue();
    assertThat(passkeyChallenges.answered(first, Optional.of(faye))).isFalse();

    var second = passkeyChallenges.ask(Optional.empty());
    watch.pass(PasskeyChallenges.LIFE);
    assertThat(passkeyChallenges.answered(second, Optional.empty())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "read, read:accounts, true",
    "read, write:accounts, false",
    "read, profile, false",
    "read:accounts, read, false",
    "read:accounts, read:accounts, true",
    "read:accounts, read:statuses, false",
    "follow, read:follows, true",
    "follow, write:mutes, true",
    "follow, write:statuses, false",
    "write:media+push, push, true",
  })
  void wideScopeHasTheNarrowOnesInIt(String has, String needs, boolean allowed) {
    assertThat(Scopes.of(has.replace('+', ' ')).allow(needs)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"admin", "read:everything", "readaccounts", "read:", ":accounts", "READ"})
  void wordThatIsNoScopeIsRefused(String text) {
    assertThatThrownBy(() -> Scopes.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingSecretIsPrinted() throws Exception {
    var app = app();
    var session = access.tokens().openSession(faye);

    assertThat(app.toString()).doesNotContain(app.secret().value());
    assertThat(session.toString()).doesNotContain(session.token().value());
    assertThat(AccessConfig.usual(new Pepper(new byte[32])).toString()).contains("pepper");
    assertThat(session.token().value()).matches("[A-Za-z0-9_-]{43}");
  }
}
