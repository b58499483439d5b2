package io.voicepost.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.identity.LineRule;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.publish.MessageRouters;
import io.voicepost.gateway.spool.Attestation;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.CallPath;
import io.voicepost.gateway.spool.Disposition;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.gateway.spool.Origin;
import io.voicepost.storage.Account;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.FairUse;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.LinePolicy;
import io.voicepost.storage.phone.LinePolicy.Admission;
import io.voicepost.storage.phone.LinePolicy.Moderation;
import io.voicepost.storage.phone.OpeningHours;
import io.voicepost.storage.phone.PhoneCall;
import io.voicepost.storage.phone.PhoneSettings;
import io.voicepost.storage.phone.ServiceLine;
import io.voicepost.storage.post.HoldReason;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every rule of a line, for a call and for what Asterisk recorded alone: what the one would not
/// take, the other does not publish.
class LineRulesTest {
  /// A Monday.
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static final String STRANGER = "+12025550199";

  @TempDir Path folder;
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

  /// A line that refuses, for one rule each.
  @SuppressWarnings("ImmutableEnumChecker") // records, and immutable
  enum Refusing {
    CLOSED(LinePolicy.USUAL, OpeningHours.parse("UTC", "sun 09:00-10:00"), FairUse.UNLIMITED),
    CLOSED_BY_THEIR_CLOCK(
        LinePolicy.USUAL, OpeningHours.parse("Asia/Tokyo", "mon 09:00-21:00"), FairUse.UNLIMITED),
    NOT_LISTED(
        new LinePolicy(Admission.LISTED, Moderation.NONE, true, true),
        OpeningHours.ALWAYS,
        FairUse.UNLIMITED),
    CALLS_AN_HOUR(LinePolicy.USUAL, OpeningHours.ALWAYS, new FairUse(1, 0, 0, 0)),
    CALLS_AT_ONCE(LinePolicy.USUAL, OpeningHours.ALWAYS, new FairUse(0, 1, 0, 0)),
    LINE_CALLS_AT_ONCE(LinePolicy.USUAL, OpeningHours.ALWAYS, new FairUse(0, 0, 1, 0)),
    MINUTES_A_DAY(LinePolicy.USUAL, OpeningHours.ALWAYS, new FairUse(0, 0, 0, 1));

    private final LinePolicy policy;
    private final OpeningHours hours;
    private final FairUse fairUse;

    Refusing(LinePolicy policy, OpeningHours hours, FairUse fairUse) {
      this.policy = policy;
      this.hours = hours;
      this.fairUse = fairUse;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatACallIsRefusedForIsHeldForAModerator(Refusing rule) throws Exception {
    stage.line(line(rule.policy, rule.hours, rule.fairUse));
    earlierCall();

    call(Stage.FAYE);
    assertThat(stage.spool().take(Duration.ZERO)).isEmpty();

    assertHeldForModerators(adopted(Stage.FAYE, Duration.ofSeconds(2)), Optional.of(faye));
  }

  @ParameterizedTest
  @EnumSource
  void whatACallWouldBeTakenForIsPublished(Refusing rule) throws Exception {
    stage.line(line(LinePolicy.USUAL, OpeningHours.ALWAYS, new FairUse(9, 9, 9, 9)));
    earlierCall();
    if (rule == Refusing.NOT_LISTED) {
      stage.line(line(rule.policy, rule.hours, rule.fairUse));
      stage.database().lines().enlist(Stage.LINE.number(), faye.id());
    }

    call(Stage.FAYE);
    assertThat(stage.spool().take(Duration.ZERO)).isPresent();

    assertPublished(adopted(Stage.FAYE, Duration.ofSeconds(2)));
  }

  @ParameterizedTest
  @CsvSource({"MEMBERS,true", "MEMBERS,false", "LISTED,true", "LISTED,false", "OPEN,false"})
  void strangersWhoMayNotSpeakAreHeldForAModerator(Admission admission, boolean holds)
      throws Exception {
    var policy = new LinePolicy(admission, Moderation.NONE, true, holds);
    stage.line(line(policy, OpeningHours.ALWAYS, FairUse.UNLIMITED));

    for (var number : List.of(STRANGER, "")) {
      call(number);
      assertThat(stage.spool().take(Duration.ZERO)).isEmpty();

      var id = adopted(number, Duration.ofSeconds(2));
      assertHeldForModerators(id, Optional.empty());
    }
  }

  /// Else whoever links the phone later lets it through past the line.
  @ParameterizedTest
  @CsvSource({"MEMBERS,true", "OPEN,false"})
  void linkingThePhoneDoesNotOpenTheLine(Admission admission, boolean holds) throws Exception {
    var policy = new LinePolicy(admission, Moderation.NONE, true, holds);
    stage.line(line(policy, OpeningHours.ALWAYS, FairUse.UNLIMITED));
    var id = adopted(STRANGER, Duration.ofSeconds(2));

    stage.database().approvals().claim(sealed(STRANGER).key(), faye.id());

    assertHeldForModerators(id, Optional.of(faye));
    assertThat(stage.microblog().approvals().approve(faye.id(), id)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"180,true", "185,false"})
  void moreThanTheLinesLongestIsHeld(int seconds, boolean published) throws Exception {
    stage.line(Stage.LINE);

    var id = adopted(Stage.FAYE, Duration.ofSeconds(seconds));

    if (published) {
      assertPublished(id);
    } else {
      assertHeldForModerators(id, Optional.of(faye));
    }
  }

  /// The PIN, the class, the trunk and the signature, as
  /// [io.voicepost.gateway.identity.TrustPolicyTest] has them all.
  @ParameterizedTest
  @CsvSource({
    "EASY, true, NONE, PUBLISHED",
    "EASY, true, FAILED, PIN_MISSING",
    "EASY, false, NONE, PIN_MISSING",
    "EASY, false, A, PUBLISHED",
    "NORMAL, false, A, PUBLISHED",
    "NORMAL, false, B, PIN_MISSING",
    "PROTECTED, true, A, PIN_MISSING",
  })
  void trustIsAskedToo(
      CallerClass callerClass, boolean vouches, Attestation attestation, String outcome)
      throws Exception {
    stage.trunk(!vouches, vouches).line(Stage.LINE);
    stage
        .database()
        .phoneSettings()
        .change(faye.id(), new PhoneSettings(callerClass, HangUpRule.PUBLISH, Optional.empty()));

    var id = adopted(Stage.FAYE, Duration.ofSeconds(2), attestation);

    if (outcome.equals("PUBLISHED")) {
      assertPublished(id);
    } else {
      assertThat(stage.database().approvals().of(id).orElseThrow().hold().reason())
          .isEqualTo(HoldReason.valueOf(outcome));
    }
  }

  /// A rule that is added without being told here fails.
  @ParameterizedTest
  @EnumSource
  void everyRuleIsInThisTable(LineRule rule) {
    assertThat(rule).isIn(LineRule.FAIR_USE, LineRule.HOURS, LineRule.DOOR, LineRule.LENGTH);
  }

  private void call(String number) {
    var caller =
        new ScriptedChannel()
            .speaks(Duration.ofSeconds(2), RecordingResult.Ending.HANG_UP)
            .answers("  ");
    new CallFlow(
            stage.parts(),
            Clock.fixed(NOW, ZoneOffset.UTC),
            Duration.ofSeconds(30),
            CallCounter.RENEWAL)
        .run(caller, Stage.call(number));
  }

  /// One of two minutes that still goes on.
  private void earlierCall() throws Exception {
    var begun = NOW.minusSeconds(120);
    stage
        .database()
        .calls()
        .admit(
            new PhoneCall(
                RecordingId.at(begun),
                Stage.LINE.number(),
                Optional.of(sealed(Stage.FAYE).key()),
                begun,
                Duration.ofMinutes(10)),
            FairUse.UNLIMITED);
  }

  private RecordingId adopted(String number, Duration sound) throws Exception {
    return adopted(number, sound, Attestation.NONE);
  }

  private RecordingId adopted(String number, Duration sound, Attestation attestation)
      throws Exception {
    var id = RecordingId.at(NOW);
    var claim =
        number.isEmpty()
            ? new MessageAuthor.Nobody(Optional.empty())
            : new MessageAuthor.Unresolved(sealed(number));
    var facts =
        new CallFacts(
            id,
            Stage.LINE.number(),
            NOW,
            claim,
            Disposition.PUBLISH,
            new Origin(CallPath.FALLBACK, attestation),
            Optional.empty());
    var rendition = new StoredRendition(AudioKey.of(id, "mp3"), "audio/mpeg", 7, "0".repeat(64));
    var voice = new Voice(id, sound, List.of(1), List.of(rendition));
    var later = Clock.fixed(NOW.plus(Duration.ofHours(5)), ZoneOffset.UTC);
    var router =
        MessageRouters.on(
            stage.database(), stage.parts().directory(), stage.microblog().postCommands(), later);
    MessageRouters.deliver(router, facts, voice);
    MessageRouters.deliver(router, facts, voice);
    return id;
  }

  private void assertPublished(RecordingId id) throws Exception {
    assertThat(stage.microblog().postCommands().of(id)).isPresent();
  }

  private void assertHeldForModerators(RecordingId id, Optional<Account> author) throws Exception {
    assertThat(stage.microblog().postCommands().of(id)).isEmpty();
    var hold = stage.database().approvals().of(id).orElseThrow().hold();
    assertThat(hold.reason()).isEqualTo(HoldReason.MODERATION);
    assertThat(hold.approver()).isEmpty();
    assertThat(hold.author()).isEqualTo(author.map(Account::id));
  }

  private SealedPhone sealed(String number) {
    return stage.vault().seal(new PhoneNumber(number));
  }

  private static ServiceLine line(LinePolicy policy, OpeningHours hours, FairUse fairUse) {
    var it = Stage.LINE;
    return new ServiceLine(
        it.number(),
        it.name(),
        it.region(),
        it.speech(),
        it.longest(),
        it.silence(),
        policy,
        hours,
        fairUse);
  }
}
