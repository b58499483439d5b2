package io.voicepost.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.storage.Account;
import io.voicepost.storage.access.AccessToken;
import io.voicepost.storage.access.SecurityNotice;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The second step of signing in, on a clock that the test owns.
final class SecondFactorsTest {
  private static final SignInDevice HERE = new SignInDevice("Firefox\nLinux", Secret.fresh());

  @TempDir private Path folder;
  private final Watch watch = new Watch();
  private Database database;
  private AccessServices access;
  private Account faye;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    access = AccessServices.open(database, AccessConfig.usual(new Pepper(new byte[32])), watch);
    faye = ((SignUpResult.Made) access.passwords().signUp("faye", "", "correct horse")).account();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /// The app on somebody's phone, which knows the secret as it was shown.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record App(byte[] secret, Watch watch) {
    static App of(SecondFactors.Enrolment enrolment, Watch watch) {
      var bytes = new byte[20];
      long held = 0;
      int bits = 0;
      int at = 0;
      for (int i = 0; i < enrolment.secret().length(); i++) {
        char letter = enrolment.secret().charAt(i);
        held = (held << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
        bits += 5;
        if (bits >= 8) {
          bits -= 8;
          bytes[at++] = (byte) (held >> bits);
        }
      }
      return new App(bytes, watch);
    }

    String code() {
      return Totp.code(secret, Totp.step(watch.instant()));
    }
  }

  private App app() throws Exception {
    return App.of(access.secondFactors().begin(faye.id()).orElseThrow(), watch);
  }

  private RecoveryCodes turnOn(App app) throws Exception {
    var codes = access.secondFactors().confirm(faye.id(), app.code(), "").orElseThrow();
    watch.pass(Duration.ofSeconds(30));
    return codes;
  }

  private String ticket() throws Exception {
    var result = access.signIns().open(faye.id(), AuthMethod.PASSWORD, HERE);
    return ((SignInResult.CodeNeeded) result).ticket().value();
  }

  private SignInResult finish(String code) throws Exception {
    return access.signIns().finish(ticket(), code, HERE);
  }

  @Test
  void appCountsOnceItsOwnerShowedACode() throws Exception {
    var first = app();
    assertThat(access.signIns().open(faye.id(), AuthMethod.PASSWORD, HERE))
        .isInstanceOf(SignInResult.Open.class);
    var second = app();
    assertThat(access.secondFactors().confirm(faye.id(), first.code(), "")).isEmpty();
    assertThat(access.secondFactors().confirm(faye.id(), "not a code", "")).isEmpty();
    assertThat(access.secondFactors().begun(faye.id()).orElseThrow().secret()).hasSize(32);

    var codes = turnOn(second);

    assertThat(codes.codes())
        .hasSize(10)
        .doesNotHaveDuplicates()
        .allMatch(it -> it.matches("([a-z2-7]{4}-){3}[a-z2-7]{4}"));
    assertThat(codes.toString()).isEqualTo("recovery codes");
    assertThat(access.secondFactors().begun(faye.id())).isEmpty();
    assertThat(access.secondFactors().begin(faye.id())).isEmpty();
    assertThat(finish(second.code())).isInstanceOf(SignInResult.Open.class);
  }

  @ParameterizedTest
  @EnumSource(AuthMethod.class)
  void nothingButAPasskeyIsEnough(AuthMethod method) throws Exception {
    turnOn(app());

    var result = access.signIns().open(faye.id(), method, HERE);

    assertThat(result instanceof SignInResult.Open).isEqualTo(method == AuthMethod.PASSKEY);
    assertThat(access.tokens().list(faye.id())).hasSize(method == AuthMethod.PASSKEY ? 1 : 0);
  }

  @Test
  void eachCodeWorksOnceAndAStepOfDriftIsForgiven() throws Exception {
    var app = app();
    var shownToConfirm = app.code();
    turnOn(app);
    assertThat(finish(shownToConfirm)).isEqualTo(new SignInResult.WrongCode());

    var code = app.code();
    assertThat(finish(code)).isInstanceOf(SignInResult.Open.class);
    assertThat(finish(code)).isEqualTo(new SignInResult.WrongCode());
    watch.pass(Duration.ofSeconds(30));
    var late = app.code();
    watch.pass(Duration.ofSeconds(30));
    assertThat(finish(late)).isInstanceOf(SignInResult.Open.class);
    var tooLate = app.code();
    watch.pass(Duration.ofSeconds(60));
    assertThat(finish(tooLate)).isEqualTo(new SignInResult.WrongCode());
  }

  @Test
  void guessesAreLockedOutAndARecoveryCodeIsNot() throws Exception {
    var app = app();
    var codes = turnOn(app);
    for (var minutes : List.of(15, 60, 360, 1440, 1440)) {
      for (int i = 0; i < 4; i++) {
        assertThat(finish("000000")).isEqualTo(new SignInResult.WrongCode());
      }
      assertThat(finish("000000"))
          .isEqualTo(new SignInResult.CodesLocked(Duration.ofMinutes(minutes)));
      assertThat(finish(app.code()))
          .isEqualTo(new SignInResult.CodesLocked(Duration.ofMinutes(minutes)));
      watch.pass(Duration.ofMinutes(minutes));
    }
    for (int i = 0; i < 4; i++) {
      finish("000000");
    }
    assertThat(finish("000000")).isInstanceOf(SignInResult.CodesLocked.class);
    assertThat(finish(codes.codes().getFirst())).isInstanceOf(SignInResult.Open.class);
    assertThat(finish(app.code())).isInstanceOf(SignInResult.Open.class);
  }

  @Test
  void recoveryCodeWorksOnceHoweverItIsTyped() throws Exception {
    var codes = turnOn(app()).codes();

    assertThat(finish(codes.get(0).toUpperCase(java.util.Locale.ROOT).replace('-', ' ')))
        .isInstanceOf(SignInResult.Open.class);
    assertThat(finish(codes.get(0))).isEqualTo(new SignInResult.WrongCode());
    assertThat(access.secondFactors().state(faye.id()).recoveryCodes()).isEqualTo(9);

    var fresh = access.secondFactors().newRecoveryCodes(faye.id(), "").orElseThrow();
    assertThat(finish(codes.get(1))).isEqualTo(new SignInResult.WrongCode());
    assertThat(finish(fresh.codes().get(1))).isInstanceOf(SignInResult.Open.class);
  }

  @Test
  void ticketIsOfNoUseElsewhereOrLater() throws Exception {
    var app = app();
    turnOn(app);
    var leslie =
        ((SignUpResult.Made) access.passwords().signUp("leslie", "", "correct horse")).account();
    var ticket = ticket();
    var forged = ticket.replaceFirst("^[0-9]+", leslie.id().toString());
    var longer = ticket.replaceFirst("\\.[0-9]+\\.", ".9999999999999.");

    for (var bad : List.of(forged, longer, "", "1.2.3", "x".repeat(100))) {
      assertThat(access.signIns().finish(bad, app.code(), HERE))
          .as(bad)
          .isEqualTo(new SignInResult.TicketOver());
    }
    var other =
        AccessServices.open(
            database,
            AccessConfig.usual(new Pepper("b".repeat(32).getBytes(StandardCharsets.US_ASCII))),
            watch);
    assertThat(other.signIns().finish(ticket, app.code(), HERE))
        .isEqualTo(new SignInResult.TicketOver());

    watch.pass(SignIns.TICKET_LIFE);
    assertThat(access.signIns().finish(ticket, app.code(), HERE))
        .isEqualTo(new SignInResult.TicketOver());
    var before = ticket();
    access.passwords().reset(faye, "another horse");
    assertThat(access.signIns().finish(before, app.code(), HERE))
        .isEqualTo(new SignInResult.TicketOver());
  }

  @Test
  void secretIsSealedForItsAccount() throws Exception {
    var shown = access.secondFactors().begin(faye.id()).orElseThrow().secret();
    var sealed = database.factors().factor(faye.id()).orElseThrow().sealedSecret();
    var vault = new FactorVault(new Pepper(new byte[32]));

    assertThat(sealed).doesNotContain(shown);
    assertThat(Base32.encode(vault.open(faye.id(), sealed))).isEqualTo(shown);
    assertThatThrownBy(() -> vault.open(new io.voicepost.storage.AccountId(1), sealed))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            new FactorVault(new Pepper("b".repeat(32).getBytes(StandardCharsets.US_ASCII)))
                .open(faye.id(), sealed))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ownerIsToldOfNewBrowsersAndOfWhatChanged() throws Exception {
    var codes = turnOn(app()).codes();
    finish(codes.get(0));
    finish(codes.get(1));
    var elsewhere = new SignInDevice("Safari\niPhone", Secret.fresh());
    access.signIns().open(faye.id(), AuthMethod.PASSKEY, elsewhere);
    access.signIns().open(faye.id(), AuthMethod.PASSKEY, elsewhere);
    access.secondFactors().remove(faye.id(), "Safari\niPhone");

    assertThat(access.notices().list(faye.id()))
        .extracting(SecurityNotice::kind)
        .containsExactlyInAnyOrder(
            SecurityNotice.NoticeKind.FACTOR_ADDED,
            SecurityNotice.NoticeKind.RECOVERY_CODE_USED,
            SecurityNotice.NoticeKind.SIGNED_IN,
            SecurityNotice.NoticeKind.RECOVERY_CODE_USED,
            SecurityNotice.NoticeKind.SIGNED_IN,
            SecurityNotice.NoticeKind.FACTOR_REMOVED);
    assertThat(access.notices().unseen(faye.id(), 10)).isEqualTo(6);
    assertThat(access.tokens().list(faye.id()))
        .extracting(AccessToken::client)
        .contains("Safari\niPhone");
  }

  @Test
  void browserInWhichAnAccountWasMadeIsNoNews() throws Exception {
    access.signIns().open(faye.id(), AuthMethod.SIGN_UP, HERE);
    access.signIns().open(faye.id(), AuthMethod.PASSWORD, HERE);

    assertThat(access.notices().list(faye.id())).isEmpty();
  }
}
