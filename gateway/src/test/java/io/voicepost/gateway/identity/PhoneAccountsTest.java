package io.voicepost.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voicepost.gateway.access.AccessConfig;
import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.access.PasswordResult;
import io.voicepost.gateway.access.Pepper;
import io.voicepost.gateway.access.SignUpProblem;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Handle;
import io.voicepost.storage.PhoneTakenException;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Phones and accounts that find each other by digits.
class PhoneAccountsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir private Path folder;
  private final PhoneVault vault = new PhoneVault(new byte[32]);
  private Database database;
  private AccountId faye;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    faye = database.accounts().create(new Handle("faye"), "Faye Wong").id();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private AccessServices access(Instant now) {
    return AccessServices.open(
        database, AccessConfig.usual(new Pepper(new byte[32])), Clock.fixed(now, ZoneOffset.UTC));
  }

  private PhoneAccounts accounts(Instant now) {
    return new PhoneAccounts(
        database.codes(), access(now).accountClaims(), vault, Clock.fixed(now, ZoneOffset.UTC));
  }

  private LinkCodes links(Instant now) {
    return new LinkCodes(database.codes(), vault, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static PhoneNumber number(int last) {
    return new PhoneNumber("+1202555%04d".formatted(last));
  }

  private SealedPhone phone(int last) {
    return vault.seal(number(last));
  }

  private static String other(SpokenCode code) {
    var first = code.digits().charAt(0) == '7' ? '8' : '7';
    return first + code.digits().substring(1);
  }

  @Test
  void sixDigitsLinkAPhoneForTenMinutes() throws Exception {
    var code = links(NOON).issue(faye, number(1));

    assertThat(code.digits()).hasSize(6);
    assertThat(links(NOON).expires(faye)).contains(NOON.plusSeconds(600));
    assertThat(links(NOON).link(other(code), phone(1))).isEqualTo(new LinkResult.Wrong());
    assertThat(links(NOON.plusSeconds(600)).link(code.digits(), phone(1)))
        .isEqualTo(new LinkResult.Wrong());
    assertThat(links(NOON.plusSeconds(599)).link(code.digits(), phone(1)))
        .isEqualTo(new LinkResult.Linked(faye));
    assertThat(links(NOON).link(code.digits(), phone(1))).isEqualTo(new LinkResult.Wrong());
    assertThat(database.accounts().byPhone(phone(1).key()).orElseThrow().id()).isEqualTo(faye);
  }

  @Test
  void phoneOfAnotherIsTold() throws Exception {
    var leslie = database.accounts().create(new Handle("leslie"), "Leslie").id();
    database.accounts().linkPhone(leslie, phone(1));
    var code = links(NOON).issue(faye, number(1));

    assertThat(links(NOON).link(code.digits(), phone(1))).isEqualTo(new LinkResult.PhoneTaken());
  }

  @Test
  void phoneHasFiveTriesAnHourAndThenNotEvenTheRightOne() throws Exception {
    var code = links(NOON).issue(faye, number(1));
    for (int i = 0; i < LinkCodes.MOST_TRIES; i++) {
      assertThat(links(NOON).link(other(code), phone(1))).isEqualTo(new LinkResult.Wrong());
      assertThat(links(NOON).link("no code", phone(1))).isEqualTo(new LinkResult.Wrong());
    }

    assertThat(links(NOON).link(code.digits(), phone(1))).isEqualTo(new LinkResult.TooManyTries());
    var later = NOON.plus(LinkCodes.WINDOW);
    var fresh = links(later).issue(faye, number(1));
    assertThat(links(later).link(fresh.digits(), phone(1))).isEqualTo(new LinkResult.Linked(faye));
  }

  /// However many codes are open: whoever calls meets those for their own number only.
  @Test
  void codeForAnotherNumberIsWrong() throws Exception {
    var digits = new ArrayList<String>();
    for (int i = 0; i < 50; i++) {
      var member = database.accounts().create(new Handle("member" + i), "Member").id();
      digits.add(links(NOON).issue(member, number(100 + i)).digits());
    }

    for (int i = 0; i < digits.size(); i++) {
      assertThat(links(NOON).link(digits.get(i), phone(200 + i))).isEqualTo(new LinkResult.Wrong());
    }
    for (int i = 0; i < digits.size(); i++) {
      assertThat(links(NOON).link(digits.get(i), phone(100 + i)))
          .isInstanceOf(LinkResult.Linked.class);
    }
  }

  @Test
  void nobodyUsesUpTheTriesOfOthers() throws Exception {
    var code = links(NOON).issue(faye, number(9000));
    for (int i = 0; i < 300; i++) {
      links(NOON).link(other(code), phone(i));
    }

    assertThat(links(NOON).link(code.digits(), phone(9000))).isEqualTo(new LinkResult.Linked(faye));
  }

  @Test
  void accountOpenedByPhoneIsClaimedAndSignedInTo() throws Exception {
    var opened = accounts(NOON).open(phone(1));
    assertThat(opened.account().handle().value()).matches("voice[0-9]{4}");
    assertThat(opened.claim().digits()).hasSize(10);
    assertThat(database.phones().phone(phone(1).key()).orElseThrow().isProved()).isTrue();

    var name = opened.account().handle().value();
    var spaced = opened.claim().digits().replaceAll("(.....)", "$1 ");
    assertThat(accounts(NOON).claimable(name, spaced, "here"))
        .isEqualTo(new ClaimLookup.Found(opened.account()));
    var last = NOON.plus(Duration.ofDays(30)).minusMillis(1);
    var claimed =
        accounts(last)
            .claim("@" + name.replace("e", "E "), spaced, "@Faye2", "correct horse", "here");

    assertThat(claimed).isInstanceOf(ClaimResult.Claimed.class);
    assertThat(access(NOON).passwords().signIn("faye2", "correct horse", "here"))
        .isEqualTo(new PasswordResult.SignedIn(opened.account().id()));
    assertThat(accounts(NOON).claim(name, spaced, "thief", "correct horse", "there"))
        .isEqualTo(new ClaimResult.Wrong());
  }

  @Test
  void refusedClaimLeavesTheCode() throws Exception {
    var opened = accounts(NOON).open(phone(1));
    var name = opened.account().handle().value();
    var code = opened.claim().digits();

    assertThat(accounts(NOON).claim(name, code, "faye", "correct horse", "here"))
        .isEqualTo(new ClaimResult.Refused(SignUpProblem.HANDLE_TAKEN));
    assertThat(accounts(NOON).claim(name, code, "admin", "correct horse", "here"))
        .isEqualTo(new ClaimResult.Refused(SignUpProblem.HANDLE_TAKEN));
    assertThat(accounts(NOON).claim(name, code, "not a handle", "correct horse", "here"))
        .isEqualTo(new ClaimResult.Refused(SignUpProblem.HANDLE_INVALID));
    assertThat(accounts(NOON).claim(name, code, "new", "short", "here"))
        .isEqualTo(new ClaimResult.Refused(SignUpProblem.PASSWORD_SHORT));
    assertThat(accounts(NOON).claim(name, code, "new", "correct horse", "here"))
        .isInstanceOf(ClaimResult.Claimed.class);
  }

  @Test
  void claimCodeEndsAfterThirtyDaysAndTriesAtItToo() throws Exception {
    var opened = accounts(NOON).open(phone(1));
    var name = opened.account().handle().value();
    var code = opened.claim().digits();
    var late = NOON.plus(Duration.ofDays(30));
    assertThat(accounts(late.plusMillis(1)).claim(name, code, "new", "correct horse", "here"))
        .isEqualTo(new ClaimResult.Wrong());

    for (int i = 0; i < PhoneAccounts.MOST_TRIES_AN_ADDRESS; i++) {
      assertThat(accounts(NOON).claim(name, "1", "new", "correct horse", "there"))
          .isEqualTo(new ClaimResult.Wrong());
    }
    assertThat(accounts(NOON).claim(name, code, "new", "correct horse", "there"))
        .isEqualTo(new ClaimResult.TooManyTries());
  }

  /// However many accounts wait for their owners: a code is of use with its account's name only.
  @Test
  void codeOfAnotherAccountClaimsNothing() throws Exception {
    var opened = new ArrayList<PhoneAccounts.Opened>();
    for (int i = 0; i < 5; i++) {
      opened.add(accounts(NOON).open(phone(i)));
    }

    var mine = opened.getFirst().account().handle().value();
    for (var other : opened.subList(1, 5)) {
      var code = other.claim().digits();
      assertThat(accounts(NOON).claimable(mine, code, "there")).isEqualTo(new ClaimLookup.Wrong());
      assertThat(accounts(NOON).claim(mine, code, "thief", "correct horse", "there"))
          .isEqualTo(new ClaimResult.Wrong());
    }
    var code = opened.getFirst().claim().digits();
    assertThat(accounts(NOON).claimable(mine, code, "here"))
        .isEqualTo(new ClaimLookup.Found(opened.getFirst().account()));
  }

  @Test
  void nobodyUsesUpTheTriesAtOtherAccounts() throws Exception {
    var opened = accounts(NOON).open(phone(1));
    var there = accounts(NOON);
    for (int i = 0; i < 1_100; i++) {
      there.claimable("voice" + i % 20 + "x", "1234567890", "there" + i);
    }

    var mine = opened.account().handle().value();
    assertThat(accounts(NOON).claimable(mine, opened.claim().digits(), "here"))
        .isEqualTo(new ClaimLookup.Found(opened.account()));
  }

  @Test
  void triesAtOneAccountAreCountedFromAllAddresses() throws Exception {
    var opened = accounts(NOON).open(phone(1));
    var mine = opened.account().handle().value();
    var there = accounts(NOON);
    for (int i = 0; i < PhoneAccounts.MOST_TRIES_AN_ACCOUNT; i++) {
      assertThat(there.claimable(mine, "1", "there" + i)).isEqualTo(new ClaimLookup.Wrong());
    }

    assertThat(accounts(NOON).claimable("@" + mine.toUpperCase(Locale.ROOT), "1", "here"))
        .isEqualTo(new ClaimLookup.TooManyTries());
    var later = NOON.plus(PhoneAccounts.WINDOW);
    assertThat(accounts(later).claimable(mine, opened.claim().digits(), "here"))
        .isEqualTo(new ClaimLookup.Found(opened.account()));
  }

  @Test
  void phoneThatHasAnAccountOpensNone() throws Exception {
    accounts(NOON).open(phone(1));

    assertThatExceptionOfType(PhoneTakenException.class)
        .isThrownBy(() -> accounts(NOON).open(phone(1)));
  }

  @Test
  void codesAreNeverPrinted() throws Exception {
    assertThat(links(NOON).issue(faye, number(1))).hasToString("code");
    assertThat(accounts(NOON).open(phone(1)).claim()).hasToString("code");
  }
}
