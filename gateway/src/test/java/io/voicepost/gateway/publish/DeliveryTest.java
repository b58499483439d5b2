package io.voicepost.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.voicepost.gateway.call.Stage;
import io.voicepost.gateway.identity.Directories;
import io.voicepost.gateway.identity.Lines;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.Spoken;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.Claim;
import io.voicepost.gateway.spool.Fate;
import io.voicepost.gateway.spool.Origin;
import io.voicepost.storage.Account;
import io.voicepost.storage.CallerClass;
import io.voicepost.storage.Database;
import io.voicepost.storage.DatabaseConfig;
import io.voicepost.storage.Handle;
import io.voicepost.storage.HangUpRule;
import io.voicepost.storage.HoldReason;
import io.voicepost.storage.Holding;
import io.voicepost.storage.LineDoor;
import io.voicepost.storage.LineSpeech;
import io.voicepost.storage.Page;
import io.voicepost.storage.Parent;
import io.voicepost.storage.Post;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.ServiceLine;
import io.voicepost.storage.StoredRendition;
import io.voicepost.storage.TelephoneSettings;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.Voice;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.AudioStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where voices go from the telephone.
class DeliveryTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final PhoneVault VAULT = new PhoneVault(new byte[32]);
  private static final SealedPhone PHONE = VAULT.seal(new PhoneNumber(Stage.FAYE));

  @TempDir private Path folder;
  private Database database;
  private Microblog microblog;
  private Lines lines;
  private Delivery delivery;
  private Account faye;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    microblog = new Microblog(database, mock(AudioStore.class), CLOCK);
    lines = new Lines(database.lines(), Stage.LINE, CLOCK);
    lines.begin();
    var directory = Directories.of(database, VAULT);
    delivery =
        new Delivery(directory, lines, Deliveries.stores(database), microblog.posting(), CLOCK);
    faye = database.accounts().create(new Handle("faye"), "Faye Wong");
    database.accounts().linkPhone(faye.id(), PHONE);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private RecordingId deliver(Claim claim, boolean isSpeech) throws Exception {
    return deliver(claim, Fate.PUBLISH, Origin.UNSIGNED, Optional.empty(), isSpeech);
  }

  private RecordingId deliver(
      Claim claim, Fate fate, Origin origin, Optional<PostId> replyTo, boolean isSpeech)
      throws Exception {
    var id = RecordingId.at(NOW);
    var facts = new CallFacts(id, Stage.LINE.number(), NOW, claim, fate, origin, replyTo);
    delivery.deliver(facts, voice(id), isSpeech);
    delivery.deliver(facts, voice(id), isSpeech);
    return id;
  }

  private static Voice voice(RecordingId id) {
    var rendition = new StoredRendition(AudioKey.of(id, "mp3"), "audio/mpeg", 7, "0".repeat(64));
    return new Voice(id, Duration.ofSeconds(2), List.of(1), List.of(rendition));
  }

  private Post posted(RecordingId id) throws Exception {
    return microblog.posting().of(id).orElseThrow();
  }

  private Holding held(RecordingId id) throws Exception {
    assertThat(microblog.posting().of(id)).isEmpty();
    return database.waiting().of(id).orElseThrow().holding();
  }

  private void set(CallerClass callerClass, HangUpRule rule) throws Exception {
    var settings = new TelephoneSettings(callerClass, rule, Optional.empty());
    database.telephones().change(faye.id(), settings);
  }

  private void line(Optional<String> tag, LineDoor.Moderation moderation) throws Exception {
    var it = Stage.LINE;
    var door = new LineDoor(LineDoor.Admission.OPEN, moderation, true, true);
    database
        .lines()
        .change(
            new ServiceLine(
                it.number(),
                it.name(),
                it.region(),
                new LineSpeech("en", false, Optional.empty(), tag),
                it.longest(),
                it.silence(),
                door,
                it.hours(),
                it.fairUse()));
    lines.forget();
  }

  @Test
  void aMembersVoiceIsAPostUnderTheTagOfTheLine() throws Exception {
    line(Optional.of("valentine"), LineDoor.Moderation.NONE);

    var post = posted(deliver(new Claim.Member(faye.id()), true));

    assertThat(post.text().caption()).isEqualTo("#valentine");
    assertThat(microblog.reading().tagged(Optional.empty(), "valentine", page()).entries())
        .containsExactly(post);
  }

  private static Page page() {
    return Page.first(5);
  }

  @Test
  void whatIsNoVoiceIsHeldForADayForItsAuthor() throws Exception {
    var holding = held(deliver(new Claim.Member(faye.id()), false));

    assertThat(holding.reason()).isEqualTo(HoldReason.NOT_SPEECH);
    assertThat(holding.approver()).contains(faye.id());
    assertThat(holding.until()).contains(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void whatIsNoVoiceOfNobodyIsHeldForADayToo() throws Exception {
    var holding = held(deliver(new Claim.Nobody(Optional.of(PHONE)), false));

    assertThat(holding.reason()).isEqualTo(HoldReason.NOT_SPEECH);
    assertThat(holding.author()).isEmpty();
    assertThat(holding.until()).contains(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void whoDidNotProveToBeTheOwnerWaitsForThem() throws Exception {
    var holding = held(deliver(new Claim.Unproved(faye.id(), Optional.of(PHONE)), true));

    assertThat(holding.reason()).isEqualTo(HoldReason.PIN_MISSING);
    assertThat(holding.approver()).contains(faye.id());
    assertThat(holding.until()).isEmpty();
  }

  @Test
  void aStrangersVoiceIsHeldWithoutAnEnd() throws Exception {
    var holding = held(deliver(new Claim.Nobody(Optional.of(PHONE)), true));

    assertThat(holding.reason()).isEqualTo(HoldReason.UNKNOWN_NUMBER);
    assertThat(holding.until()).isEmpty();
  }

  @Test
  void aModeratedLineHoldsForAModerator() throws Exception {
    line(Optional.of("valentine"), LineDoor.Moderation.BEFORE);
    var id = deliver(new Claim.Member(faye.id()), true);

    var holding = held(id);
    assertThat(holding.reason()).isEqualTo(HoldReason.MODERATION);
    assertThat(holding.approver()).isEmpty();
    assertThat(holding.author()).contains(faye.id());

    assertThat(microblog.approving().approve(faye.id(), id)).isEmpty();
    var post = microblog.approving().moderated(id).orElseThrow();
    assertThat(post.author()).isEqualTo(faye);
    assertThat(post.text().caption()).isEqualTo("#valentine");
  }

  @Test
  void whatIsNoVoiceOnAModeratedLineIsAModeratorsToo() throws Exception {
    line(Optional.empty(), LineDoor.Moderation.BEFORE);

    var holding = held(deliver(new Claim.Member(faye.id()), false));

    assertThat(holding.approver()).isEmpty();
    assertThat(holding.until()).contains(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void moderationAfterwardsPublishesAtOnce() throws Exception {
    line(Optional.empty(), LineDoor.Moderation.AFTER);

    assertThat(posted(deliver(new Claim.Member(faye.id()), true)).author()).isEqualTo(faye);
  }

  @ParameterizedTest
  @CsvSource({
    "EASY, PUBLISH, PUBLIC",
    "NORMAL, PUBLISH, PUBLIC",
    "NORMAL, DRAFT, DRAFT",
    "NORMAL, DROP, DRAFT",
  })
  void whomNobodyKnewDuringTheCallIsFoundNow(
      CallerClass callerClass, HangUpRule rule, Visibility visibility) throws Exception {
    set(callerClass, rule);

    assertThat(posted(deliver(new Claim.Unresolved(PHONE), true)).visibility())
        .isEqualTo(visibility);
  }

  @Test
  void whatAsteriskTookAloneForAProtectedAccountIsHeld() throws Exception {
    set(CallerClass.PROTECTED, HangUpRule.PUBLISH);
    var alone = Origin.FALLBACK;

    var id = deliver(new Claim.Unresolved(PHONE), Fate.PUBLISH, alone, Optional.empty(), true);

    assertThat(held(id).reason()).isEqualTo(HoldReason.PIN_MISSING);
  }

  @Test
  void anAnswerAnswersAndBecomesADraftWhereItsPostIsGone() throws Exception {
    var first = RecordingId.at(NOW);
    var post = microblog.posting().publish(new Spoken(faye.id(), voice(first)), NOW).orElseThrow();
    var member = new Claim.Member(faye.id());
    var answer =
        posted(deliver(member, Fate.PUBLISH, Origin.UNSIGNED, Optional.of(post.id()), true));
    assertThat(answer.replyTo().flatMap(Parent::post)).contains(post.id());

    microblog.posting().delete(post.id());
    var late = posted(deliver(member, Fate.PUBLISH, Origin.UNSIGNED, Optional.of(post.id()), true));

    assertThat(late.visibility()).isEqualTo(Visibility.DRAFT);
    assertThat(late.replyTo()).isEmpty();
  }
}
