package io.voicepost.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.call.RecordingResult.Ending;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.storage.Account;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.FairUse;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.LinePolicy;
import io.voicepost.storage.phone.LinePolicy.Admission;
import io.voicepost.storage.phone.LinePolicy.Moderation;
import io.voicepost.storage.phone.LineSpeech;
import io.voicepost.storage.phone.OpeningHours;
import io.voicepost.storage.phone.PhoneSettings;
import io.voicepost.storage.phone.ServiceLine;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is let in, what they hear first, and who they turn out to be.
@Timeout(60)
class GreetingTest {
  private static final String STRANGER = "+442079460123";

  /// A Monday.
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir private Path folder;
  private Stage stage;
  private Account faye;

  @BeforeEach
  void open() throws Exception {
    stage = new Stage(folder, Clock.fixed(NOW, ZoneOffset.UTC));
    faye = stage.faye();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  private CallOutcome converse(ScriptedChannel caller, String number) {
    return new CallFlow(stage.parts(), Clock.fixed(NOW, ZoneOffset.UTC))
        .run(caller, Stage.call(number));
  }

  private MessageAuthor onlyClaim() throws Exception {
    return stage.openSpoolAgain().take(Duration.ZERO).orElseThrow().facts().author();
  }

  private static ScriptedChannel speaker() {
    return new ScriptedChannel().speaks(Duration.ofSeconds(2), Ending.HANG_UP);
  }

  private static ServiceLine line(LinePolicy policy, OpeningHours hours, FairUse fairUse) {
    return line(Stage.LINE.speech(), policy, hours, fairUse);
  }

  private static ServiceLine line(
      LineSpeech speech, LinePolicy policy, OpeningHours hours, FairUse fairUse) {
    var it = Stage.LINE;
    return new ServiceLine(
        it.number(),
        it.name(),
        it.region(),
        speech,
        it.longest(),
        it.silence(),
        policy,
        hours,
        fairUse);
  }

  private void door(Admission admission, boolean opensAccounts, boolean holdsStrangers)
      throws Exception {
    var policy = new LinePolicy(admission, Moderation.NONE, opensAccounts, holdsStrangers);
    stage.line(line(policy, OpeningHours.ALWAYS, FairUse.UNLIMITED));
  }

  @ParameterizedTest
  @CsvSource({
    "mon 13:00-14:00, today",
    "tue 09:00-14:00, tomorrow",
    "thu 09:00-14:00, thursday",
  })
  void aClosedLineSaysWhenItOpens(String hours, String day) throws Exception {
    stage.line(line(LinePolicy.USUAL, OpeningHours.parse("UTC", hours), FairUse.UNLIMITED));
    var caller = speaker();

    assertThat(converse(caller, Stage.FAYE)).isEqualTo(new CallOutcome.Refused("closed"));

    assertThat(caller.happened())
        .containsSubsequence("line-closed", "opens", day, "goodbye", "settle")
        .doesNotContain("record");
  }

  @Test
  void whoCallsTooOftenIsToldSoInWords() throws Exception {
    stage.line(line(LinePolicy.USUAL, OpeningHours.ALWAYS, new FairUse(2, 0, 0, 0)));
    converse(speaker(), Stage.FAYE);
    converse(speaker(), Stage.FAYE);
    var third = speaker();

    assertThat(converse(third, Stage.FAYE))
        .isEqualTo(new CallOutcome.Refused("too_many_this_hour"));

    assertThat(third.happened()).contains("too-many-calls", "settle").doesNotContain("record");
    var other = speaker();
    converse(other, STRANGER);
    assertThat(other.happened()).contains("welcome");
  }

  @Test
  void strangersAreTurnedAwayFromALineForMembers() throws Exception {
    door(Admission.MEMBERS, true, true);
    var caller = speaker().answers(" ");

    assertThat(converse(caller, STRANGER)).isInstanceOf(CallOutcome.NothingSpoken.class);

    assertThat(caller.happened())
        .contains("members-only", "stranger-link", "stranger-open")
        .doesNotContain("record", "stranger-speak");
  }

  @Test
  void membersWhoAreNotOnTheListAreTurnedAway() throws Exception {
    door(Admission.LISTED, false, false);
    var caller = speaker();
    converse(caller, Stage.FAYE);
    assertThat(caller.happened()).contains("invited-only").doesNotContain("record");

    stage.database().lines().enlist(Stage.LINE.number(), faye.id());
    var listed = speaker();
    converse(listed, Stage.FAYE);
    assertThat(listed.happened()).contains("record");
  }

  @Test
  void aStrangerOpensAnAccountAndSpeaks() throws Exception {
    var caller = speaker().answers("21 ");

    converse(caller, STRANGER);

    assertThat(caller.happened())
        .containsSubsequence("stranger-open", "terms", "terms-agree", "your-name", "your-code")
        .containsSubsequence("claim-on-web", "welcome", "record");
    var phone = stage.vault().seal(new PhoneNumber(STRANGER));
    var account = stage.parts().directory().owner(phone).orElseThrow();
    assertThat(account.handle().value()).startsWith("voice");
    assertThat(onlyClaim()).isEqualTo(new MessageAuthor.Member(account.id()));
  }

  @Test
  void whoDoesNotAgreeOpensNoAccount() throws Exception {
    var caller = speaker().answers("2* ");

    converse(caller, STRANGER);

    assertThat(caller.happened()).containsSubsequence("terms", "not-opened", "record");
    assertThat(onlyClaim()).isInstanceOf(MessageAuthor.Nobody.class);
  }

  @Test
  void aLineThatOpensNoAccountsDoesNotOfferAny() throws Exception {
    door(Admission.OPEN, false, true);
    var caller = speaker().answers("2 ");

    converse(caller, STRANGER);

    assertThat(caller.happened()).contains("sign-up-closed").doesNotContain("stranger-open");
  }

  @Test
  void aStrangerLinksThePhoneByTheCodeOfTheWeb() throws Exception {
    var code = stage.linkCodes().issue(faye.id(), new PhoneNumber(STRANGER));
    var caller = speaker().answers("1" + code.digits());

    converse(caller, STRANGER);

    assertThat(caller.happened()).containsSubsequence("code-please", "linked-to", "welcome");
    assertThat(onlyClaim()).isEqualTo(new MessageAuthor.Member(faye.id()));
  }

  /// Whoever mistyped their number on the web hears it.
  @Test
  void codeForAnotherNumberLinksNothing() throws Exception {
    var code = stage.linkCodes().issue(faye.id(), new PhoneNumber("+12025550111"));
    var caller = speaker().answers("1" + code.digits() + " 000001 000002  ");

    converse(caller, STRANGER);

    assertThat(caller.happened()).containsSubsequence("code-please", "code-wrong");
    assertThat(onlyClaim()).isInstanceOf(MessageAuthor.Nobody.class);
  }

  @Test
  void threeWrongCodesLinkNothing() throws Exception {
    stage.linkCodes().issue(faye.id(), new PhoneNumber(STRANGER));
    var caller = speaker().answers("1000000 000001 000002  ");

    converse(caller, STRANGER);

    assertThat(caller.happened()).filteredOn("code-wrong"::equals).hasSize(3);
    assertThat(onlyClaim()).isInstanceOf(MessageAuthor.Nobody.class);
  }

  @ParameterizedTest
  @CsvSource({"'', stranger-withheld", "+442079460123, stranger"})
  void whoNamesTheirAccountSpeaksForItWithItsPin(String number, String said) throws Exception {
    var pin = stage.pins().issue(faye.id());
    var caller = speaker().answers("32025550142#" + pin.digits());

    converse(caller, number);

    assertThat(caller.happened())
        .containsSubsequence(said, "number-please", "pin-please", "pin-right", "welcome");
    assertThat(onlyClaim()).isEqualTo(new MessageAuthor.Member(faye.id()));
  }

  @ParameterizedTest
  @CsvSource({"2025550142", "2025550199"})
  void whoNamesAnAccountLearnsNothingOfIt(String named) throws Exception {
    var caller = speaker().answers("3" + named + "#123456 123456 123456   ");

    converse(caller, "");

    assertThat(caller.happened())
        .filteredOn(it -> it.startsWith("pin-"))
        .containsExactly(
            "pin-please", "pin-wrong", "pin-please", "pin-wrong", "pin-please", "pin-wrong");
    assertThat(onlyClaim()).isEqualTo(new MessageAuthor.Nobody(Optional.empty()));
  }

  @Test
  void theLineAsksForTheLanguage() throws Exception {
    var asking = new LineSpeech("en", true, Optional.empty(), Optional.empty());
    stage.line(line(asking, LinePolicy.USUAL, OpeningHours.ALWAYS, FairUse.UNLIMITED));
    var caller = speaker().answers("2");

    converse(caller, Stage.FAYE);

    assertThat(caller.happened())
        .containsSubsequence(
            "in en", "en/language-by-key", "zh/language-by-key", "es/language-by-key", "in zh")
        .containsSubsequence("in zh", "welcome");
  }

  @Test
  void theAccountsLanguageIsNotAskedFor() throws Exception {
    var asking = new LineSpeech("en", true, Optional.empty(), Optional.empty());
    stage.line(line(asking, LinePolicy.USUAL, OpeningHours.ALWAYS, FairUse.UNLIMITED));
    var settings = new PhoneSettings(CallerClass.NORMAL, HangUpRule.PUBLISH, Optional.of("zh-CN"));
    stage.database().phoneSettings().change(faye.id(), settings);
    var caller = speaker();

    converse(caller, Stage.FAYE);

    assertThat(caller.happened())
        .containsSubsequence("in zh", "welcome")
        .doesNotContain("en/language-by-key");
  }

  @Test
  void theMenuChangesTheLanguage() {
    var caller = speaker().presses('*', Prompt.WELCOME).answers("621");

    converse(caller, Stage.FAYE);

    assertThat(caller.happened())
        .containsSubsequence("main-menu", "zh/menu-language", "es/menu-language", "menu-again")
        .containsSubsequence(
            "zh/language-by-key", "in zh", "language-changed", "main-menu", "record")
        .doesNotContain("en/language-by-key");
  }

  @Test
  void keysThatMeanNothingAreToldAndThreeMissesEndTheCall() {
    var caller = speaker().presses('*', Prompt.WELCOME).answers("# 8");

    assertThat(converse(caller, Stage.FAYE)).isInstanceOf(CallOutcome.NothingSpoken.class);

    assertThat(caller.happened())
        .containsSubsequence("main-menu", "no-such-key", "still-there", "main-menu", "goodbye");
  }
}
