package io.voicepost.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.voicepost.gateway.Sound;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedNumber;
import io.voicepost.storage.SealedPhone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
  private static final Instant ANSWERED = Instant.parse("2026-11-22T12:00:00.123456789Z");
  private static final SealedPhone PHONE =
      new SealedPhone(new PhoneKey("ab".repeat(32)), new SealedNumber("c2VhbGVk"));
  private static final byte[] VOICE = Sound.voice(8000, Duration.ofSeconds(1));
  private static final long VOICE_BYTES = 2 * Sound.samples(VOICE);

  @TempDir Path temporary;
  private Path folder;
  private Spool spool;

  @BeforeEach
  void open() throws IOException {
    folder = temporary.resolve("spool");
    spool = Spool.open(folder, Clock.systemUTC());
  }

  @AfterEach
  void close() throws IOException {
    spool.close();
  }

  @Test
  void theIntentIsWrittenBeforeAnythingIsRecorded() throws Exception {
    try (var open = spool.begin(facts(1))) {
      assertThat(open.target().isAbsolute()).isTrue();
      assertThat(open.target()).doesNotExist();
      assertThat(open.target().resolveSibling("facts.json")).isNotEmptyFile();
      assertThat(open.audio()).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".wav", ".wav16"})
  void whatAsteriskWroteIsFoundByEitherOfItsNames(String extension) throws Exception {
    try (var open = spool.begin(facts(1))) {
      Sound.write(Path.of(open.target() + extension), VOICE);

      assertThat(open.audio()).exists();
      assertThat(open.bytes()).isEqualTo(VOICE_BYTES);
    }
  }

  @Test
  void aCapturedMessageIsTakenAtOnceAndStaysOnDisk() throws Exception {
    var facts = facts(1);
    try (var open = spool.begin(facts)) {
      Sound.write(open.audio(), VOICE);
      open.capture(VOICE_BYTES);
    }

    var message = spool.take(Duration.ZERO).orElseThrow();
    assertThat(message.facts()).isEqualTo(facts);
    assertThat(message.first()).hasBinaryContent(VOICE);
    assertThat(folder.resolve("recording")).isEmptyDirectory();
    assertThat(spool.backlog()).isEqualTo(1);
    assertThat(spool.take(Duration.ZERO)).isEmpty();
  }

  @Test
  void aRecordingCutShortIsKeptAndToldOf() throws Exception {
    try (var open = spool.begin(facts(1))) {
      Sound.write(open.audio(), VOICE);

      assertThatThrownBy(() -> open.capture(VOICE_BYTES + 1))
          .isInstanceOf(TruncatedRecordingException.class)
          .hasMessageContaining(String.valueOf(VOICE_BYTES));
    }
    assertThat(spool.take(Duration.ZERO)).isPresent();
  }

  @Test
  void aMessageWithoutAFileIsNotCaptured() throws Exception {
    try (var open = spool.begin(facts(1))) {
      assertThatThrownBy(() -> open.capture(0)).isInstanceOf(NoSuchFileException.class);
    }
    assertThat(spool.take(Duration.ZERO)).isEmpty();
  }

  @Test
  void aDiskThatRefusesTheMoveCapturesNothing() throws Exception {
    Files.delete(folder.resolve("captured"));
    try (var open = spool.begin(facts(1))) {
      Sound.write(open.audio(), VOICE);

      assertThatThrownBy(() -> open.capture(VOICE_BYTES)).isInstanceOf(IOException.class);
    }
    assertThat(spool.take(Duration.ZERO)).isEmpty();
    assertThat(spool.abandoned()).hasSize(1);
  }

  @Test
  void aDiscardedRecordingIsGone() throws Exception {
    try (var open = spool.begin(facts(1))) {
      Sound.write(open.audio(), VOICE);
      open.discard();
    }
    assertThat(folder.resolve("recording")).isEmptyDirectory();
    assertThat(spool.abandoned()).isEmpty();
  }

  @Test
  void anOpenRecordingIsNotAbandonedAndAClosedOneIs() throws Exception {
    var facts = facts(1);
    try (var open = spool.begin(facts)) {
      assertThat(open.facts()).isEqualTo(facts);
      assertThat(spool.abandoned()).isEmpty();
    }
    assertThat(spool.abandoned()).extracting(SpooledRecording::facts).containsExactly(facts);
  }

  @Test
  void anAdoptedRecordingIsOpenAgain() throws Exception {
    spool.begin(facts(1)).close();
    var abandoned = spool.abandoned().getFirst();

    try (var open = spool.adopt(abandoned)) {
      assertThat(spool.abandoned()).isEmpty();
      Sound.write(open.audio(), VOICE);
      open.capture(VOICE_BYTES);
    }
    assertThat(spool.take(Duration.ZERO)).isPresent();
  }

  @Test
  void aFileRecordedElsewhereMovesInUnderItsExtension() throws Exception {
    var elsewhere = spool.fallbackFolder().resolve("1-2.3.wav16");
    Sound.write(elsewhere, VOICE);
    try (var open = spool.begin(facts(1))) {
      open.take(elsewhere);

      assertThat(open.audio()).hasFileName("audio.wav16").hasBinaryContent(VOICE);
    }
    assertThat(elsewhere).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("claims")
  void factsAreTheSameAfterTheNextStart(MessageAuthor author) throws Exception {
    var facts = new CallFacts(RecordingId.at(ANSWERED), "8642", ANSWERED, author);
    capture(facts);

    startAgain();

    assertThat(spool.take(Duration.ZERO).orElseThrow().facts()).isEqualTo(facts);
  }

  static Stream<MessageAuthor> claims() {
    return Stream.of(
        new MessageAuthor.Member(new AccountId(Long.MAX_VALUE)),
        new MessageAuthor.Nobody(Optional.of(PHONE)),
        new MessageAuthor.Nobody(Optional.empty()),
        new MessageAuthor.Unresolved(PHONE));
  }

  @Test
  void theNextStartTakesUpWhatWasCapturedOldestFirst() throws Exception {
    var third = capture(facts(3));
    var first = capture(facts(1));
    var second = capture(facts(2));

    startAgain();

    assertThat(List.of(takeId(), takeId(), takeId())).containsExactly(first, second, third);
  }

  @Test
  void aConfirmedMessageIsNotTakenUpAgain() throws Exception {
    capture(facts(1));
    spool.confirm(spool.take(Duration.ZERO).orElseThrow());

    startAgain();

    assertThat(spool.take(Duration.ZERO)).isEmpty();
    assertThat(folder.resolve("posted")).isNotEmptyDirectory();
  }

  @Test
  void aMessageInQuarantineHasItsReasonAndBlocksNobody() throws Exception {
    var broken = capture(facts(1));
    var fine = capture(facts(2));
    spool.quarantine(spool.take(Duration.ZERO).orElseThrow(), "it is not a WAV file");

    startAgain();

    assertThat(takeId()).isEqualTo(fine);
    assertThat(spool.take(Duration.ZERO)).isEmpty();
    assertThat(folder.resolve("quarantine/" + broken + "/reason.txt"))
        .hasContent("it is not a WAV file");
    assertThat(folder.resolve("quarantine/" + broken + "/audio.wav")).exists();
  }

  @Test
  void aMessagePutBackIsTakenLater() throws Exception {
    capture(facts(1));
    var message = spool.take(Duration.ZERO).orElseThrow();

    spool.again(message, Duration.ofHours(1));
    assertThat(spool.take(Duration.ZERO)).isEmpty();

    spool.again(message, Duration.ZERO);
    assertThat(spool.take(Duration.ZERO)).contains(message);
  }

  @Test
  void theSweepRemovesWhatWasConfirmedMoreThanADayAgo() throws Exception {
    var confirmedAt = Instant.parse("2026-11-22T12:00:00Z");
    startAgain(confirmedAt);
    capture(facts(1));
    spool.confirm(spool.take(Duration.ZERO).orElseThrow());

    startAgain(confirmedAt.plus(Duration.ofDays(1)));
    spool.sweep();
    assertThat(folder.resolve("posted")).isNotEmptyDirectory();

    startAgain(confirmedAt.plus(Duration.ofDays(1)).plusSeconds(1));
    spool.sweep();
    assertThat(folder.resolve("posted")).isEmptyDirectory();
  }

  @Test
  void messagesOfACallAreFoundByItsNameWhereverTheyAre() throws Exception {
    var call = CallId.of("call1");
    var posted = capture(facts(1, call));
    spool.confirm(spool.take(Duration.ZERO).orElseThrow());
    capture(facts(2, CallId.of("call2")));
    spool.confirm(spool.take(Duration.ZERO).orElseThrow());
    var broken = capture(facts(3, call));
    spool.quarantine(spool.take(Duration.ZERO).orElseThrow(), "it is not a WAV file");
    var captured = capture(facts(4, call));
    try (var taken = spool.begin(facts(5, call));
        var dropped = spool.begin(facts(6, call))) {
      dropped.discard();

      assertThat(SpoolQueries.ofCall(folder, call))
          .containsExactly(
              entry(posted, false),
              entry(broken, false),
              entry(captured, true),
              entry(taken.facts().recording(), true));
    }
    assertThat(SpoolQueries.ofCall(folder, CallId.of("call2"))).hasSize(1);
    assertThat(SpoolQueries.ofCall(folder, CallId.of("call3"))).isEmpty();
  }

  /// One that asks again and again must not cost more the more others call.
  @Test
  void lookAtACallReadsNothingOfOthers() throws Exception {
    var own = capture(facts(1, CallId.of("call1")));
    var other = capture(facts(2, CallId.of("call2")));
    var facts = folder.resolve("captured/" + other + "/facts.json");
    Files.delete(facts);
    Files.createDirectory(facts); // who reads it fails

    assertThat(SpoolQueries.ofCall(folder, CallId.of("call1"))).containsExactly(entry(own, true));
  }

  @Test
  void theSweepForgetsCallsOfMoreThanADayAgo() throws Exception {
    var now = Instant.parse("2026-11-22T12:00:00Z");
    var call = CallId.of("call1");
    startAgain(now);
    capture(facts(1, call));

    startAgain(now.plus(Duration.ofDays(1)));
    var later = capture(facts(2, call)); // some phones name all their calls alike
    spool.sweep();
    assertThat(SpoolQueries.ofCall(folder, call)).hasSize(2);

    startAgain(now.plus(Duration.ofDays(1)).plusSeconds(1));
    spool.sweep();
    assertThat(SpoolQueries.ofCall(folder, call)).containsOnlyKeys(later);

    startAgain(now.plus(Duration.ofDays(3)));
    spool.sweep();
    assertThat(folder.resolve("calls")).isEmptyDirectory();
    assertThat(takeId()).as("a message that waits stays").isNotNull();
  }

  @Test
  void aDeletedPostTakesItsRecordingAlong() throws Exception {
    var id = capture(facts(1));
    spool.confirm(spool.take(Duration.ZERO).orElseThrow());

    spool.forget(id);
    spool.forget(id);

    assertThat(folder.resolve("posted")).isEmptyDirectory();
  }

  @Test
  void aSecondGatewayDoesNotGetTheSpool() {
    assertThatThrownBy(() -> Spool.open(folder, Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another gateway");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{\"recording\":null}",
        "{}",
        "{\"claim\":{\"kind\":\"member\"}}"
      })
  void soundWithoutReadableFactsIsSetAsideAndBlocksNobody(String json) throws Exception {
    var broken = RecordingId.at(ANSWERED);
    spool.begin(facts(broken)).close();
    Files.writeString(folder.resolve("recording/" + broken + "/facts.json"), json);
    Sound.write(folder.resolve("recording/" + broken + "/audio.wav"), VOICE);
    spool.begin(facts(2)).close();

    assertThat(spool.abandoned()).hasSize(1);
    assertThat(folder.resolve("quarantine/" + broken + "/audio.wav")).exists();
  }

  @Test
  void factsThatCannotBeReadJustNowAreNotSetAside() throws Exception {
    var id = facts(1).recording();
    Files.createDirectories(folder.resolve("recording/" + id + "/facts.json"));
    Sound.write(folder.resolve("recording/" + id + "/audio.wav"), VOICE);

    assertThatThrownBy(() -> spool.abandoned()).isInstanceOf(IOException.class);
    assertThat(folder.resolve("recording/" + id + "/audio.wav")).exists();
  }

  @Test
  void factsOfAnotherMessageAreNoFacts() throws Exception {
    var wrong = facts(1).recording();
    spool.begin(facts(2)).close();
    var right = spool.abandoned().getFirst().facts().recording();
    Files.move(folder.resolve("recording/" + right), folder.resolve("recording/" + wrong));
    Sound.write(folder.resolve("recording/" + wrong + "/audio.wav"), VOICE);

    assertThat(spool.abandoned()).isEmpty();
    assertThat(folder.resolve("quarantine/" + wrong)).exists();
  }

  @Test
  void anIntentThatWasHalfWrittenIsRemoved() throws Exception {
    var broken = RecordingId.at(ANSWERED);
    Files.createDirectory(folder.resolve("recording/" + broken));

    assertThat(spool.abandoned()).isEmpty();
    assertThat(folder.resolve("recording")).isEmptyDirectory();
  }

  @Test
  void aCapturedMessageWithBrokenFactsDoesNotStopTheStart() throws Exception {
    var broken = capture(facts(1));
    var fine = capture(facts(2));
    Files.writeString(folder.resolve("captured/" + broken + "/facts.json"), "");

    startAgain();

    assertThat(takeId()).isEqualTo(fine);
    assertThat(folder.resolve("quarantine/" + broken)).exists();
  }

  @Test
  void theFactsOnDiskHaveNoNumber() throws Exception {
    spool.begin(
        new CallFacts(
            RecordingId.at(ANSWERED), "8642", ANSWERED, new MessageAuthor.Unresolved(PHONE)));

    try (var files = Files.walk(folder)) {
      var facts = files.filter(it -> it.endsWith("facts.json")).findFirst().orElseThrow();
      assertThat(Files.readString(facts)).contains("c2VhbGVk", PHONE.key().hex());
    }
  }

  private RecordingId capture(CallFacts facts) throws Exception {
    try (var open = spool.begin(facts)) {
      Sound.write(open.audio(), VOICE);
      open.capture(VOICE_BYTES);
    }
    return facts.recording();
  }

  private RecordingId takeId() throws InterruptedException {
    return spool.take(Duration.ZERO).orElseThrow().facts().recording();
  }

  private static CallFacts facts(int second) {
    return facts(RecordingId.at(ANSWERED.plusSeconds(second)));
  }

  private static CallFacts facts(int second, CallId call) {
    var plain = facts(second);
    var origin = new Origin(CallPath.PHONE, Attestation.NONE, Optional.of(call));
    return new CallFacts(
        plain.recording(),
        plain.line(),
        plain.answeredAt(),
        plain.author(),
        plain.disposition(),
        origin,
        plain.replyTo());
  }

  private static CallFacts facts(RecordingId id) {
    return new CallFacts(id, "8642", ANSWERED, new MessageAuthor.Member(new AccountId(7)));
  }

  private void startAgain() throws IOException {
    spool.close();
    spool = Spool.open(folder, Clock.systemUTC());
  }

  private void startAgain(Instant now) throws IOException {
    spool.close();
    spool = Spool.open(folder, Clock.fixed(now, ZoneOffset.UTC));
  }
}
