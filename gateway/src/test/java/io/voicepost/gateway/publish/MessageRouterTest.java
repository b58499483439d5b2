package io.voicepost.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.voicepost.gateway.call.Stage;
import io.voicepost.gateway.identity.Directories;
import io.voicepost.gateway.identity.LineDirectory;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.VoiceMessage;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.Disposition;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.gateway.spool.Origin;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.LinePolicy;
import io.voicepost.storage.phone.LineSpeech;
import io.voicepost.storage.phone.PhoneSettings;
import io.voicepost.storage.phone.ServiceLine;
import io.voicepost.storage.post.Hold;
import io.voicepost.storage.post.HoldReason;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
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
class MessageRouterTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final PhoneVault VAULT = new PhoneVault(new byte[32]);
  private static final SealedPhone PHONE = VAULT.seal(new PhoneNumber(Stage.FAYE));

  @TempDir private Path folder;
  private Database database;
  private Microblog microblog;
  private LineDirectory lines;
  private MessageRouter router;
  private Account faye;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    microblog = new Microblog(database, mock(AudioStore.class), CLOCK);
    lines = new LineDirectory(database.lines(), Stage.LINE, CLOCK);
    lines.begin();
    var directory = Directories.of(database, VAULT);
    router =
        new MessageRouter(
            directory, lines, MessageRouters.stores(database), microblog.postCommands(), CLOCK);
    faye = database.accounts().create(new Handle("faye"), "Faye Wong");
    database.accounts().linkPhone(faye.id(), PHONE);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private RecordingId deliver(MessageAuthor author, boolean isSpeech) throws Exception {
    return deliver(author, Disposition.PUBLISH, Origin.UNSIGNED, Optional.empty(), isSpeech);
  }

  private RecordingId deliver(
      MessageAuthor author,
      Disposition disposition,
      Origin origin,
      Optional<PostId> replyTo,
      boolean isSpeech)
      throws Exception {
    var id = RecordingId.at(NOW);
    var facts = new CallFacts(id, Stage.LINE.number(), NOW, author, disposition, origin, replyTo);
    router.deliver(facts, voice(id), isSpeech);
    router.deliver(facts, voice(id), isSpeech);
    return id;
  }

  private static Voice voice(RecordingId id) {
    var rendition = new StoredRendition(AudioKey.of(id, "mp3"), "audio/mpeg", 7, "0".repeat(64));
    return new Voice(id, Duration.ofSeconds(2), List.of(1), List.of(rendition));
  }

  private Post posted(RecordingId id) throws Exception {
    return microblog.postCommands().of(id).orElseThrow();
  }

  private Hold held(RecordingId id) throws Exception {
    assertThat(microblog.postCommands().of(id)).isEmpty();
    return database.approvals().of(id).orElseThrow().hold();
  }

  private void set(CallerClass callerClass, HangUpRule rule) throws Exception {
    var settings = new PhoneSettings(callerClass, rule, Optional.empty());
    database.phoneSettings().change(faye.id(), settings);
  }

  private void line(Optional<String> tag, LinePolicy.Moderation moderation) throws Exception {
    var it = Stage.LINE;
    var policy = new LinePolicy(LinePolicy.Admission.OPEN, moderation, true, true);
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
                policy,
                it.hours(),
                it.fairUse()));
    lines.forget();
  }

  @Test
  void aMembersVoiceIsAPostUnderTheTagOfTheLine() throws Exception {
    line(Optional.of("valentine"), LinePolicy.Moderation.NONE);

    var post = posted(deliver(new MessageAuthor.Member(faye.id()), true));

    assertThat(post.text().caption()).isEqualTo("#valentine");
    assertThat(microblog.postQueries().tagged(Optional.empty(), "valentine", page()).entries())
        .containsExactly(post);
  }

  private static Page page() {
    return Page.first(5);
  }

  @Test
  void whatIsNoVoiceIsHeldForADayForItsAuthor() throws Exception {
    var hold = held(deliver(new MessageAuthor.Member(faye.id()), false));

    assertThat(hold.reason()).isEqualTo(HoldReason.NOT_SPEECH);
    assertThat(hold.approver()).contains(faye.id());
    assertThat(hold.until()).contains(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void whatIsNoVoiceOfNobodyIsHeldForADayToo() throws Exception {
    var hold = held(deliver(new MessageAuthor.Nobody(Optional.of(PHONE)), false));

    assertThat(hold.reason()).isEqualTo(HoldReason.NOT_SPEECH);
    assertThat(hold.author()).isEmpty();
    assertThat(hold.until()).contains(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void whoDidNotProveToBeTheOwnerWaitsForThem() throws Exception {
    var hold = held(deliver(new MessageAuthor.Unproved(faye.id(), Optional.of(PHONE)), true));

    assertThat(hold.reason()).isEqualTo(HoldReason.PIN_MISSING);
    assertThat(hold.approver()).contains(faye.id());
    assertThat(hold.until()).isEmpty();
  }

  @Test
  void aStrangersVoiceIsHeldWithoutAnEnd() throws Exception {
    var hold = held(deliver(new MessageAuthor.Nobody(Optional.of(PHONE)), true));

    assertThat(hold.reason()).isEqualTo(HoldReason.UNKNOWN_NUMBER);
    assertThat(hold.until()).isEmpty();
  }

  @Test
  void aModeratedLineHoldsForAModerator() throws Exception {
    line(Optional.of("valentine"), LinePolicy.Moderation.BEFORE);
    var id = deliver(new MessageAuthor.Member(faye.id()), true);

    var hold = held(id);
    assertThat(hold.reason()).isEqualTo(HoldReason.MODERATION);
    assertThat(hold.approver()).isEmpty();
    assertThat(hold.author()).contains(faye.id());

    assertThat(microblog.approvals().approve(faye.id(), id)).isEmpty();
    var post = microblog.approvals().moderated(id).orElseThrow();
    assertThat(post.author()).isEqualTo(faye);
    assertThat(post.text().caption()).isEqualTo("#valentine");
  }

  @Test
  void whatIsNoVoiceOnAModeratedLineIsAModeratorsToo() throws Exception {
    line(Optional.empty(), LinePolicy.Moderation.BEFORE);

    var hold = held(deliver(new MessageAuthor.Member(faye.id()), false));

    assertThat(hold.approver()).isEmpty();
    assertThat(hold.until()).contains(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void moderationAfterwardsPublishesAtOnce() throws Exception {
    line(Optional.empty(), LinePolicy.Moderation.AFTER);

    assertThat(posted(deliver(new MessageAuthor.Member(faye.id()), true)).author()).isEqualTo(faye);
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

    assertThat(posted(deliver(new MessageAuthor.Unresolved(PHONE), true)).visibility())
        .isEqualTo(visibility);
  }

  @Test
  void whatAsteriskTookAloneForAProtectedAccountIsHeld() throws Exception {
    set(CallerClass.PROTECTED, HangUpRule.PUBLISH);
    var alone = Origin.FALLBACK;

    var id =
        deliver(
            new MessageAuthor.Unresolved(PHONE),
            Disposition.PUBLISH,
            alone,
            Optional.empty(),
            true);

    assertThat(held(id).reason()).isEqualTo(HoldReason.PIN_MISSING);
  }

  @Test
  void anAnswerAnswersAndBecomesADraftWhereItsPostIsGone() throws Exception {
    var first = RecordingId.at(NOW);
    var post =
        microblog
            .postCommands()
            .publish(new VoiceMessage(faye.id(), voice(first)), NOW)
            .orElseThrow();
    var member = new MessageAuthor.Member(faye.id());
    var answer =
        posted(deliver(member, Disposition.PUBLISH, Origin.UNSIGNED, Optional.of(post.id()), true));
    assertThat(answer.replyTo().flatMap(Parent::post)).contains(post.id());

    microblog.postCommands().delete(post.id());
    var late =
        posted(deliver(member, Disposition.PUBLISH, Origin.UNSIGNED, Optional.of(post.id()), true));

    assertThat(late.visibility()).isEqualTo(Visibility.DRAFT);
    assertThat(late.replyTo()).isEmpty();
  }
}
