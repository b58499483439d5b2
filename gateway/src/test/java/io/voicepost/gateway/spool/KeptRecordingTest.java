package io.voicepost.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.gateway.Sound;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeptRecordingTest {
  private static final Instant ANSWERED = Instant.parse("2026-11-22T12:00:00Z");
  private static final byte[] VOICE = Sound.voice(8000, Duration.ofSeconds(2));
  private static final byte[] MORE = Sound.voice(8000, Duration.ofSeconds(1));

  private static final RecordingId[] IDS = {
    RecordingId.at(ANSWERED),
    RecordingId.at(ANSWERED.plusSeconds(1)),
    RecordingId.at(ANSWERED.plusSeconds(2)),
    RecordingId.at(ANSWERED.plusSeconds(3))
  };

  @TempDir private Path folder;
  private Spool spool;

  @BeforeEach
  void open() throws IOException {
    spool = Spool.open(folder, Clock.systemUTC());
  }

  @AfterEach
  void close() throws IOException {
    spool.close();
  }

  @Test
  void nobodyGetsItWhileItsCallerDecides() throws Exception {
    var kept = keep(Disposition.PUBLISH);

    assertThat(taken()).isEmpty();
    assertThat(folder.resolve("captured/" + kept.facts().recording())).isNotEmptyDirectory();
    assertThat(spool.abandoned()).isEmpty();
    assertThat(kept.audio())
        .singleElement()
        .satisfies(it -> assertThat(it).hasBinaryContent(VOICE));
  }

  @ParameterizedTest
  @CsvSource({"PUBLISH, DRAFT", "DRAFT, PUBLISH", "DROP, PUBLISH", "PUBLISH, PUBLISH"})
  void itGoesTheWayItsCallerDecides(Disposition rule, Disposition decided) throws Exception {
    try (var kept = keep(rule)) {
      kept.decide(decided);
    }

    assertThat(taken().orElseThrow().facts().disposition()).isEqualTo(decided);
    assertThat(taken()).isEmpty();
    startAgain();
    assertThat(taken().orElseThrow().facts().disposition()).isEqualTo(decided);
  }

  @ParameterizedTest
  @EnumSource(
      value = Disposition.class,
      names = {"PUBLISH", "DRAFT"})
  void undecidedItGoesTheWayOfTheRule(Disposition rule) throws Exception {
    keep(rule).close();

    assertThat(taken().orElseThrow().facts().disposition()).isEqualTo(rule);
  }

  @Test
  void whatIsThrownAwayIsGone() throws Exception {
    try (var kept = keep(Disposition.PUBLISH)) {
      kept.decide(Disposition.DROP);
    }
    keep(Disposition.DROP).close();

    assertThat(taken()).isEmpty();
    startAgain();
    assertThat(taken()).isEmpty();
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(it -> it.toString().endsWith(".wav"))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Disposition.class)
  void aCrashLosesNothing(Disposition rule) throws Exception {
    keep(rule);

    startAgain();

    assertThat(taken().orElseThrow().facts().disposition()).isEqualTo(rule);
  }

  @Test
  void whatIsAddedFollows() throws Exception {
    try (var kept = keep(Disposition.PUBLISH)) {
      add(kept, 2);
      add(kept, 3);
    }

    var message = taken().orElseThrow();
    assertThat(message.audio()).hasSize(3);
    assertThat(message.first()).hasBinaryContent(VOICE);
    assertThat(message.audio().get(1).toString()).contains(id(2).toString());
    assertThat(message.audio().get(2).toString()).contains(id(3).toString());
    assertThat(message.audio().getLast()).hasBinaryContent(MORE);
    assertThat(folder.resolve("recording")).isEmptyDirectory();
    startAgain();
    assertThat(taken()).contains(message);
  }

  @Test
  void whatCannotBeAddedIsAMessageOfItsOwn() throws Exception {
    var kept = keep(Disposition.PUBLISH);
    DurableFiles.remove(folder.resolve("captured/" + id(1)));
    try (var part = spool.begin(facts(2, Disposition.PUBLISH))) {
      Sound.write(part.audio(), MORE);

      assertThatIOException().isThrownBy(() -> kept.add(part, MORE.length - 44));
    }

    assertThat(spool.abandoned()).singleElement().satisfies(it -> assertThat(it.first()).exists());
  }

  @Test
  void partThatIsCutShortIsAddedAndToldOf() throws Exception {
    try (var kept = keep(Disposition.PUBLISH);
        var part = spool.begin(facts(2, Disposition.PUBLISH))) {
      Sound.write(part.audio(), MORE);

      assertThatThrownBy(() -> kept.add(part, MORE.length))
          .isInstanceOf(TruncatedRecordingException.class);
    }

    assertThat(taken().orElseThrow().audio()).hasSize(2);
    assertThat(spool.abandoned()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Disposition.class)
  void diskThatRefusesTheWayOfTheMessageIsAskedAgain(Disposition rule) throws Exception {
    var kept = keep(rule);
    var captured = folder.resolve("captured/" + id(1));
    Files.move(captured, folder.resolve("elsewhere"));

    assertThatIOException().isThrownBy(kept::close);
    assertThatIOException().isThrownBy(spool::finish);
    assertThat(taken()).isEmpty();
    Files.move(folder.resolve("elsewhere"), captured);
    spool.finish();

    assertThat(taken().map(SpooledRecording::facts))
        .isEqualTo(rule == Disposition.DROP ? Optional.empty() : Optional.of(facts(1, rule)));
    assertThat(captured.toFile().exists()).isEqualTo(rule != Disposition.DROP);
    spool.finish();
    assertThat(taken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void oneThatTheDiskStillRefusesKeepsNoOther(int allowed) throws Exception {
    for (int second : new int[] {1, 2}) {
      var kept = keep(second, Disposition.PUBLISH);
      Files.move(folder.resolve("captured/" + id(second)), folder.resolve("away" + second));
      assertThatIOException().isThrownBy(kept::close);
    }
    Files.move(folder.resolve("away" + allowed), folder.resolve("captured/" + id(allowed)));

    assertThatIOException().isThrownBy(spool::finish);

    assertThat(taken().map(SpooledRecording::facts)).contains(facts(allowed, Disposition.PUBLISH));
  }

  @Test
  void factsWithoutAFateAreToBePublished() throws Exception {
    keep(Disposition.PUBLISH);
    var file = folder.resolve("captured/" + id(1) + "/facts.json");
    var text = Files.readString(file);
    assertThat(text).contains(",\"fate\":\"PUBLISH\"");
    Files.writeString(file, text.replace(",\"fate\":\"PUBLISH\"", ""));

    startAgain();

    assertThat(taken().orElseThrow().facts()).isEqualTo(facts(1, Disposition.PUBLISH));
  }

  private KeptRecording keep(Disposition rule) throws Exception {
    return keep(1, rule);
  }

  private KeptRecording keep(int second, Disposition rule) throws Exception {
    try (var open = spool.begin(facts(second, rule))) {
      Sound.write(open.audio(), VOICE);
      return open.keep(VOICE.length - 44);
    }
  }

  private void add(KeptRecording kept, int second) throws Exception {
    try (var part = spool.begin(facts(second, Disposition.PUBLISH))) {
      Sound.write(part.audio(), MORE);
      kept.add(part, MORE.length - 44);
    }
  }

  private Optional<SpooledRecording> taken() throws InterruptedException {
    return spool.take(Duration.ZERO);
  }

  private static RecordingId id(int second) {
    return IDS[second];
  }

  private static CallFacts facts(int second, Disposition disposition) {
    var claim = new MessageAuthor.Member(new AccountId(7));
    return new CallFacts(
        id(second), "8642", ANSWERED, claim, disposition, Origin.UNSIGNED, Optional.empty());
  }

  private void startAgain() throws IOException {
    spool.close();
    spool = Spool.open(folder, Clock.systemUTC());
  }
}
