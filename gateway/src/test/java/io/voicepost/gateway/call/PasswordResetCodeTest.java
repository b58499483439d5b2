package io.voicepost.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.identity.Pin;
import io.voicepost.gateway.spool.CallPath;
import io.voicepost.storage.Account;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Key 7 of the main menu: a code for a new password on the web.
@Timeout(60)
class PasswordResetCodeTest {
  @TempDir private Path folder;
  private Stage stage;
  private Account faye;
  private Pin pin;

  @BeforeEach
  void open() throws Exception {
    stage = new Stage(folder);
    faye = stage.faye();
    pin = stage.pins().issue(faye.id());
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  /// Presses star, then 7, then these keys.
  private ScriptedChannel caller(String keys) {
    return new ScriptedChannel()
        .presses('*', io.voicepost.gateway.speech.Prompt.WELCOME)
        .answers("7" + keys);
  }

  private void call(ScriptedChannel caller, IncomingCall call) {
    new CallFlow(stage.parts(), Clock.systemUTC()).run(caller, call);
  }

  private long codes() throws Exception {
    return stage.database().securityNotices().notices(faye.id(), 10).size();
  }

  @Test
  void linkedPhoneHearsACodeAfterItsPin() throws Exception {
    var caller = caller(pin.digits() + "0 ");

    call(caller, Stage.call(Stage.FAYE));

    assertThat(caller.happened())
        .containsSubsequence(
            "menu-password",
            "pin-please",
            "pin-right",
            "your-password-code",
            "once-more",
            "password-on-web",
            "your-password-code");
    assertThat(codes()).isEqualTo(1);
  }

  @Test
  void nobodyWithoutThePinHearsAnything() throws Exception {
    var wrong = pin.digits().equals("111111") ? "222222" : "111111";
    for (var keys : new String[] {"#", wrong + " " + wrong + " " + wrong + " ", pin.digits()}) {
      var caller = caller(keys);
      call(caller, Stage.call(Stage.FAYE));
      assertThat(caller.happened()).as(keys).doesNotContain("your-password-code");
    }
    assertThat(codes()).isZero();
  }

  @Test
  void accountWithoutAPinCannotBeTakenByItsNumber() throws Exception {
    stage.pins().remove(faye.id());
    var caller = caller(pin.digits() + " ");

    call(caller, Stage.call(Stage.FAYE));

    assertThat(caller.happened()).contains("pin-unset").doesNotContain("your-password-code");
  }

  @Test
  void phoneInTheBrowserIsNoPhone() throws Exception {
    var caller = caller(pin.digits() + " ");

    call(
        caller,
        new IncomingCall(
            Stage.FAYE,
            Stage.LINE.number(),
            CallPath.BROWSER,
            CallerProof.Signature.NONE,
            Optional.empty()));

    assertThat(caller.happened()).contains("not-possible").doesNotContain("your-password-code");
    assertThat(codes()).isZero();
  }

  @Test
  void numberThatNobodyVouchesForIsNoPhone() throws Exception {
    stage.trunk(false, false);
    var caller = caller(pin.digits() + " ");

    call(caller, Stage.call(Stage.FAYE));

    assertThat(caller.happened()).doesNotContain("your-password-code");
    assertThat(codes()).isZero();
  }

  @Test
  void strangerIsNotOfferedIt() throws Exception {
    var caller = caller(pin.digits() + " ");

    call(caller, Stage.call("+12025550199"));

    assertThat(caller.happened())
        .contains("main-menu")
        .doesNotContain("menu-password", "your-password-code", "pin-please");
  }
}
