package io.voicepost.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.call.RecordingResult.Ending;
import io.voicepost.gateway.identity.Pin;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.storage.Account;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.PhoneSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Callers whose account asks for its PIN.
@Timeout(60)
class PinEntryTest {
  @TempDir private Path folder;
  private Stage stage;
  private Account faye;
  private Pin pin;

  @BeforeEach
  void open() throws Exception {
    stage = new Stage(folder);
    faye = stage.faye();
    pin = stage.pins().issue(faye.id());
    set(CallerClass.PROTECTED);
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  private void set(CallerClass callerClass) throws Exception {
    stage
        .database()
        .phoneSettings()
        .change(faye.id(), new PhoneSettings(callerClass, HangUpRule.PUBLISH, Optional.empty()));
  }

  private ScriptedChannel caller(String keys) {
    return new ScriptedChannel().answers(keys).speaks(Duration.ofSeconds(2), Ending.HANG_UP);
  }

  private MessageAuthor claimAfter(ScriptedChannel caller) throws Exception {
    new CallFlow(stage.parts(), Clock.systemUTC()).run(caller, Stage.call(Stage.FAYE));
    return stage.openSpoolAgain().take(Duration.ZERO).orElseThrow().facts().author();
  }

  private void assertIsFayes(MessageAuthor author) {
    assertThat(author).isEqualTo(new MessageAuthor.Member(faye.id()));
  }

  private void assertWaitsForFaye(MessageAuthor author) {
    assertThat(author)
        .isInstanceOfSatisfying(
            MessageAuthor.Unproved.class, it -> assertThat(it.account()).isEqualTo(faye.id()));
  }

  private String wrong() {
    return pin.digits().equals("111111") ? "222222" : "111111";
  }

  @Test
  void theRightPinSpeaksForAProtectedAccount() throws Exception {
    var caller = caller(pin.digits());

    assertIsFayes(claimAfter(caller));
    assertThat(caller.happened())
        .containsSubsequence("pin-please", "pin-right", "welcome", "record");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "*", " "})
  void whoeverGoesOnWithoutIsHeldForApproval(String key) throws Exception {
    var caller = caller(key);

    assertWaitsForFaye(claimAfter(caller));
    assertThat(caller.happened()).contains("record").doesNotContain("pin-wrong", "pin-right");
  }

  @Test
  void afterAWrongOneTheRightOneCounts() throws Exception {
    var caller = caller(wrong() + " " + pin.digits());

    assertIsFayes(claimAfter(caller));
    assertThat(caller.happened())
        .containsSubsequence("pin-please", "pin-wrong", "pin-please", "pin-right");
  }

  @Test
  void threeWrongOnesLockThePinAndTheMessageIsHeld() throws Exception {
    var caller = caller(wrong() + " " + wrong() + " " + wrong() + " ");

    assertWaitsForFaye(claimAfter(caller));
    assertThat(caller.happened()).containsSubsequence("pin-locked", "welcome", "record");
    var next = caller(pin.digits() + " ");
    assertWaitsForFaye(claimAfter(next));
    assertThat(next.happened()).contains("pin-locked").doesNotContain("pin-right");
  }

  @Test
  void aStringOfFortyDigitsIsOneTry() throws Exception {
    var caller = caller(wrong() + "1234567890123456789012345678901234 " + pin.digits());

    assertIsFayes(claimAfter(caller));
    assertThat(caller.happened()).filteredOn("pin-wrong"::equals).hasSize(1);
  }

  @Test
  void lessThanSixDigitsAreToldAndNotCounted() throws Exception {
    var caller = caller("123# " + pin.digits());

    assertIsFayes(claimAfter(caller));
    assertThat(caller.happened()).contains("pin-six-digits");
  }

  @Test
  void anAccountWithoutAPinIsToldWhereToGetOne() throws Exception {
    stage.pins().remove(faye.id());
    var caller = caller("123456 ");

    assertWaitsForFaye(claimAfter(caller));
    assertThat(caller.happened()).contains("pin-unset");
  }

  @Test
  void aNormalAccountIsNotAskedOnAPhoneThatIsItsOwn() throws Exception {
    set(CallerClass.NORMAL);
    var caller = caller("");

    assertIsFayes(claimAfter(caller));
    assertThat(caller.happened()).doesNotContain("pin-please");
  }

  @Test
  void aNormalAccountIsAskedWhereTheTrunkSignsAndThisCallIsNot() throws Exception {
    set(CallerClass.NORMAL);
    stage.trunk(true, true);

    assertWaitsForFaye(claimAfter(caller(" ")));
  }

  @Test
  void aNewPhoneIsProvedByThePin() throws Exception {
    set(CallerClass.NORMAL);
    var phones = stage.database().phones();
    var phone = phones.of(faye.id()).getFirst().sealed();
    phones.remove(faye.id(), phone.key());
    phones.linkNew(faye.id(), phone, Clock.systemUTC().instant());

    assertIsFayes(claimAfter(caller(pin.digits())));

    assertThat(phones.phone(phone.key()).orElseThrow().isProved()).isTrue();
    var next = caller("");
    assertIsFayes(claimAfter(next));
    assertThat(next.happened()).doesNotContain("pin-please");
  }

  @Test
  void nothingThatIsPrintedHasThePin() {
    assertThat(new DigitInput.Keys(pin.digits()).toString()).doesNotContain(pin.digits());
  }
}
