package io.voicepost.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voicepost.gateway.Sound;
import io.voicepost.gateway.call.Stage;
import io.voicepost.gateway.identity.Directories;
import io.voicepost.gateway.identity.LineDirectory;
import io.voicepost.gateway.identity.PassportVerifier;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.gateway.spool.Origin;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.gateway.spool.SpooledRecording;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import io.voicepost.transcoder.sound.WavAudio;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

class AdopterTest {
  private static final String FAYE = "+12025550142";
  private static final String KEY = "fallbackKey12345";

  /// Faye's number as the dialplan writes it down with that key.
  private static final String SEALED = "IsIbirmtakwU4VLRYGndjw==";

  private static final String BASE = "1795375841-1795375841.0";
  private static final Instant ANSWERED = Instant.ofEpochSecond(1795375841);
  private static final byte[] VOICE = Sound.voice(8000, Duration.ofSeconds(3));

  @TempDir Path folder;
  private Instant now = Instant.now();
  private Database database;
  private PhoneVault vault;
  private Account faye;
  private Spool spool;
  private Path fallback;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    vault = new PhoneVault(new byte[32]);
    faye = database.accounts().create(new Handle("faye"), "Faye Wong");
    database.accounts().linkPhone(faye.id(), vault.seal(new PhoneNumber(FAYE)));
    spool = Spool.open(folder.resolve("spool"), Clock.systemUTC());
    fallback = spool.fallbackFolder();
  }

  @AfterEach
  void close() throws Exception {
    spool.close();
    database.close();
  }

  @Test
  void whatTheDialplanFinishedIsAdoptedAtOnce() throws Exception {
    var facts = recordingOfADeadGateway(VOICE, now);
    Files.createFile(folder.resolve("spool/recording/" + facts.recording() + "/finished"));

    assertThat(adopter().turn()).isTrue();

    assertThat(captured()).singleElement().extracting(SpooledRecording::facts).isEqualTo(facts);
  }

  @Test
  void theGapsOfACallThatEndedWithoutItsGatewayAreKept() throws Exception {
    var facts = recordingOfADeadGateway(VOICE, now);
    var recording = folder.resolve("spool/recording/" + facts.recording());
    Files.write(recording.resolve("audio.timed.wav"), apart(VOICE, Duration.ofSeconds(3)));
    Files.createFile(recording.resolve("finished"));

    adopter().turn();

    var audio = captured().getFirst().first();
    assertThat(WavAudio.read(audio).duration()).isEqualTo(Duration.ofMillis(6500));
    assertThat(audio.resolveSibling("audio.timed.wav")).doesNotExist();
  }

  @Test
  void theGapsOfWhatAsteriskRecordedAloneAreKept() throws Exception {
    Files.write(fallback.resolve(BASE + ".wav"), VOICE);
    Files.writeString(
        fallback.resolve(BASE + ".call"),
        "line=+18005550100\ncaller=" + SEALED + "\nanswered=1795375841\n");
    Files.write(
        fallback.resolve("tmp." + BASE + ".timed.wav"), apart(VOICE, Duration.ofSeconds(3)));

    adopter().turn();

    assertThat(WavAudio.read(captured().getFirst().first()).duration())
        .isEqualTo(Duration.ofMillis(6500));
    assertThat(fallback).isEmptyDirectory();
  }

  /// A pause in which a phone sends nothing may be long.
  @Test
  void aRecordingWhoseTimeGoesOnIsLeftAlone() throws Exception {
    var facts = recordingOfADeadGateway(VOICE, now.minusSeconds(40));
    var timed = folder.resolve("spool/recording/" + facts.recording()).resolve("audio.timed.wav");
    Files.write(timed, Sound.killed(VOICE));
    Files.setLastModifiedTime(timed, FileTime.from(now.minusSeconds(2)));

    adopter().turn();

    assertThat(spool.abandoned()).hasSize(1);
    assertThat(captured()).isEmpty();
  }

  @Test
  void aRecordingThatStillGrowsIsLeftAlone() throws Exception {
    recordingOfADeadGateway(VOICE, now.minusSeconds(29));

    adopter().turn();

    assertThat(spool.abandoned()).hasSize(1);
    assertThat(captured()).isEmpty();
  }

  @Test
  void aRecordingThatStoppedGrowingIsAdopted() throws Exception {
    recordingOfADeadGateway(Sound.killed(VOICE), now.minusSeconds(30));

    adopter().turn();

    assertThat(captured()).hasSize(1);
  }

  @Test
  void aRecordingOfALivingCallIsLeftAlone() throws Exception {
    var facts = facts();
    try (var open = spool.begin(facts)) {
      Sound.write(open.audio(), VOICE);
      Files.setLastModifiedTime(open.audio(), FileTime.from(now.minusSeconds(500)));

      adopter().turn();

      assertThat(open.audio()).exists();
    }
  }

  @Test
  void aRecordingWithoutAWordIsDiscarded() throws Exception {
    recordingOfADeadGateway(Sound.voice(8000, Duration.ofMillis(700)), now.minusSeconds(31));

    adopter().turn();

    assertNothingIsLeft();
  }

  /// Whoever uploaded it was told of a failure, or of nothing.
  @Test
  void anUploadThatWasNotAcceptedIsDiscarded() throws Exception {
    var facts =
        new CallFacts(
            RecordingId.at(ANSWERED), "web", ANSWERED, new MessageAuthor.Uploader(faye.id()));
    var open = spool.begin(facts);
    Sound.write(open.audio(), VOICE);
    Files.setLastModifiedTime(open.audio(), FileTime.from(now.minusSeconds(31)));
    startAgain();

    assertThat(adopter().turn()).isTrue();

    assertNothingIsLeft();
  }

  @Test
  void anIntentWithoutASoundIsDiscarded() throws Exception {
    recordingOfADeadGateway(new byte[0], now.minusSeconds(31));

    adopter().turn();

    assertNothingIsLeft();
  }

  @Test
  void bytesThatNobodyCanPlayGoToThePublisherAllTheSame() throws Exception {
    var lying = VOICE.clone();
    lying[43] = 127;
    recordingOfADeadGateway(lying, now.minusSeconds(31));

    adopter().turn();

    assertThat(captured()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wav", "wav16"})
  void whatAsteriskTookAloneIsAdopted(String extension) throws Exception {
    var voice = Sound.voice(extension.equals("wav") ? 8000 : 16000, Duration.ofSeconds(3));
    note(FAYE);
    Sound.write(fallback.resolve(BASE + "." + extension), voice);

    assertThat(adopter().turn()).isTrue();

    var message = onlyCaptured();
    assertOfPhone(message.facts(), FAYE);
    assertThat(message.facts().answeredAt()).isEqualTo(ANSWERED);
    assertThat(message.facts().line()).isEqualTo("8642");
    assertThat(message.first()).hasBinaryContent(voice);
    assertThat(message.first().toString()).endsWith("audio." + extension);
    assertThat(fallback).isEmptyDirectory();
  }

  @Test
  void theNumberOfAStrangerIsKeptSealed() throws Exception {
    note("+442079460123");
    Sound.write(fallback.resolve(BASE + ".wav"), VOICE);

    adopter().turn();

    assertOfPhone(onlyCaptured().facts(), "+442079460123");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "line=8642\ncaller=\nanswered=1795375841\n",
        "line=8642\ncaller=bm90IGFuIEFFUyBibG9jaw==\nanswered=1795375841\n",
        "line=8642\ncaller=AAAAAAAAAAAAAAAAAAAAAA==\nanswered=1795375841\n",
        "caller=%%%\nanswered=yesterday\nline=; rm\n",
        "caller=" + SEALED + "\nanswered=1795375841\n",
        "line=8642\ncaller=" + SEALED + "\nanswered=yesterday\n",
        ""
      })
  void aNoteThatSaysNothingMakesTheMessageWithheld(String note) throws Exception {
    Files.writeString(fallback.resolve(BASE + ".call"), note);
    Sound.write(fallback.resolve(BASE + ".wav"), VOICE);

    assertThat(adopter().turn()).isTrue();

    var facts = onlyCaptured().facts();
    assertThat(facts.author()).isEqualTo(new MessageAuthor.Nobody(Optional.empty()));
    assertThat(facts.line()).isEqualTo("8642");
  }

  @Test
  void aCallInProgressIsLeftAlone() throws Exception {
    note(FAYE);
    var tmp = fallback.resolve("tmp." + BASE + ".wav");
    Sound.write(tmp, VOICE);
    Files.setLastModifiedTime(tmp, FileTime.from(now.minusSeconds(359)));

    adopter().turn();

    assertThat(tmp).exists();
    assertThat(fallback.resolve(BASE + ".call")).exists();
  }

  @Test
  void whatAKilledAsteriskTookAloneIsAdoptedInTheEnd() throws Exception {
    note(FAYE);
    var tmp = fallback.resolve("tmp." + BASE + ".wav");
    Sound.write(tmp, Sound.killed(VOICE));
    Files.setLastModifiedTime(tmp, FileTime.from(now.minusSeconds(360)));

    adopter().turn();

    assertOfPhone(onlyCaptured().facts(), FAYE);
    assertThat(fallback).isEmptyDirectory();
  }

  @Test
  void aSoundWhoseNoteNeverCameIsAdoptedAsWithheld() throws Exception {
    var wav = fallback.resolve(BASE + ".wav");
    Sound.write(wav, VOICE);
    Files.setLastModifiedTime(wav, FileTime.from(now.minusSeconds(360)));

    adopter().turn();

    var facts = onlyCaptured().facts();
    assertThat(facts.author()).isEqualTo(new MessageAuthor.Nobody(Optional.empty()));
    assertThat(facts.answeredAt()).isEqualTo(now.minusSeconds(360));
  }

  @Test
  void aNoteLeftAloneIsRemovedOnceNoCallCanNeedIt() throws Exception {
    note(FAYE);
    Files.setLastModifiedTime(
        fallback.resolve(BASE + ".call"), FileTime.from(now.minusSeconds(359)));
    adopter().turn();
    assertThat(fallback.resolve(BASE + ".call")).exists();

    now = now.plusSeconds(1);
    adopter().turn();

    assertThat(fallback).isEmptyDirectory();
  }

  @Test
  void otherFilesAreNotTouched() throws Exception {
    Files.writeString(fallback.resolve("README"), "mine");
    Files.writeString(fallback.resolve("..wav"), "not ours");

    assertThat(adopter().turn()).isTrue();

    assertThat(fallback).isDirectoryContaining("glob:**README");
    assertThat(captured()).isEmpty();
  }

  @Test
  void aCrashBeforeTheMoveLosesNothingAndDoublesNothing() throws Exception {
    note(FAYE);
    Sound.write(fallback.resolve(BASE + ".wav"), VOICE);
    spool.begin(new CallFacts(RecordingId.at(ANSWERED), "8642", ANSWERED, claim()));

    startAgain();
    adopter().turn();
    now = now.plusSeconds(600);
    adopter().turn();

    assertThat(captured()).hasSize(1);
    assertThat(folder.resolve("spool/recording")).isEmptyDirectory();
    assertThat(fallback).isEmptyDirectory();
  }

  @Test
  void aCrashAfterTheMoveLosesNothingAndDoublesNothing() throws Exception {
    note(FAYE);
    var wav = fallback.resolve(BASE + ".wav");
    Sound.write(wav, VOICE);
    spool.begin(new CallFacts(RecordingId.at(ANSWERED), "8642", ANSWERED, claim())).take(wav);

    startAgain();
    now = now.plusSeconds(600);
    adopter().turn();

    assertThat(onlyCaptured().facts().author()).isEqualTo(claim());
    assertThat(folder.resolve("spool/recording")).isEmptyDirectory();
    assertThat(fallback).isEmptyDirectory();
  }

  @Test
  void aCrashAfterTheCaptureLosesNothingAndDoublesNothing() throws Exception {
    note(FAYE);
    var wav = fallback.resolve(BASE + ".wav");
    Sound.write(wav, VOICE);
    var open = spool.begin(new CallFacts(RecordingId.at(ANSWERED), "8642", ANSWERED, claim()));
    open.take(wav);
    open.capture(open.bytes());

    startAgain();
    now = now.plusSeconds(600);
    adopter().turn();

    assertThat(captured()).hasSize(1);
    assertThat(fallback).isEmptyDirectory();
  }

  @Test
  void oneMessageThatFailsDoesNotHoldUpTheOthers() throws Exception {
    Sound.write(fallback.resolve(BASE + ".wav"), VOICE);
    var other = "1795375900-1795375900.1";
    Sound.write(fallback.resolve(other + ".wav"), VOICE);
    var failsOnce = Mockito.mock(Clock.class);
    Mockito.when(failsOnce.instant())
        .thenThrow(new IllegalStateException("a bug"))
        .thenReturn(Instant.now().plusSeconds(600));

    var fine = adopterWith(failsOnce).turn();

    assertThat(fine).isFalse();
    assertThat(fallback.resolve(BASE + ".wav")).exists();
    assertThat(fallback.resolve(other + ".wav")).doesNotExist();
  }

  @Test
  void onceStartedItLooksAgainEverySecondUntilClosed() throws Exception {
    var config = new AdopterConfig("8642", Duration.ofMinutes(3), List.of(KEY));
    var adopter = Adopter.start(spool, callers(), config, Clock.systemUTC());
    try (adopter) {
      note(FAYE);
      Sound.write(fallback.resolve(BASE + ".wav"), VOICE);
      await().until(() -> Files.notExists(fallback.resolve(BASE + ".call")));
    }
    Sound.write(fallback.resolve(BASE + ".wav"), VOICE);
    note(FAYE);

    await()
        .during(Duration.ofMillis(1500))
        .until(() -> Files.exists(fallback.resolve(BASE + ".wav")));
    assertThat(captured()).hasSize(1);
  }

  /// Whose message it is, and what their rule says, is found out when it is published.
  private void assertOfPhone(CallFacts facts, String number) {
    assertThat(facts.origin()).isEqualTo(Origin.FALLBACK);
    assertThat(facts.author())
        .isInstanceOfSatisfying(
            MessageAuthor.Unresolved.class,
            it -> assertThat(it.phone().key()).isEqualTo(vault.key(new PhoneNumber(number))));
  }

  private Adopter adopter() {
    return adopterWith(Clock.fixed(now, ZoneOffset.UTC));
  }

  private Adopter adopterWith(Clock clock) {
    var config = new AdopterConfig("8642", Duration.ofMinutes(3), List.of(KEY));
    return new Adopter(spool, callers(), config, clock);
  }

  private Adopter.CallerLookup callers() {
    return new Adopter.CallerLookup(
        Directories.of(database, vault),
        new LineDirectory(database.lines(), Stage.LINE, Clock.systemUTC()),
        new PassportVerifier(database.passports(), vault, Clock.systemUTC()));
  }

  /// What is on disk when a gateway dies after it told Asterisk to record.
  private CallFacts recordingOfADeadGateway(byte[] wav, Instant lastChange) throws Exception {
    var facts = facts();
    var open = spool.begin(facts);
    var newest = open.audio().resolveSibling("facts.json");
    if (wav.length > 0) {
      newest = open.audio();
      Sound.write(newest, wav);
    }
    Files.setLastModifiedTime(newest, FileTime.from(lastChange));
    startAgain();
    return facts;
  }

  private CallFacts facts() {
    return new CallFacts(RecordingId.at(ANSWERED), "8642", ANSWERED, claim());
  }

  private MessageAuthor claim() {
    return new MessageAuthor.Member(faye.id());
  }

  private void startAgain() throws Exception {
    spool.close();
    spool = Spool.open(folder.resolve("spool"), Clock.systemUTC());
  }

  private void note(String number) throws Exception {
    byte[] padded = Arrays.copyOf(number.getBytes(StandardCharsets.US_ASCII), 16);
    @SuppressWarnings("InsecureCryptoUsage") // as Asterisk does it
    var cipher = Cipher.getInstance("AES/ECB/NoPadding");
    var key = new SecretKeySpec(KEY.getBytes(StandardCharsets.US_ASCII), "AES");
    cipher.init(Cipher.ENCRYPT_MODE, key);
    var caller = Base64.getEncoder().encodeToString(cipher.doFinal(padded));
    Files.writeString(
        fallback.resolve(BASE + ".call"),
        "line=8642\ncaller=" + caller + "\nanswered=" + ANSWERED.getEpochSecond() + "\n");
  }

  private SpooledRecording onlyCaptured() throws Exception {
    var messages = captured();
    assertThat(messages).hasSize(1);
    return messages.getFirst();
  }

  /// What the next start finds captured.
  private List<SpooledRecording> captured() throws Exception {
    startAgain();
    var found = new ArrayList<SpooledRecording>();
    for (var next = spool.take(Duration.ZERO); next.isPresent(); next = spool.take(Duration.ZERO)) {
      found.add(next.get());
    }
    return found;
  }

  private void assertNothingIsLeft() {
    assertThat(folder.resolve("spool/recording")).isEmptyDirectory();
    assertThat(folder.resolve("spool/captured")).isEmptyDirectory();
  }

  /// The same with silence in its middle.
  private static byte[] apart(byte[] wav, Duration gap) {
    int samples = (int) Sound.samples(wav);
    int silent = (int) (8 * gap.toMillis());
    byte[] apart = Sound.silence(8000, samples + silent);
    int middle = Sound.HEADER + samples / 2 * 2;
    System.arraycopy(wav, Sound.HEADER, apart, Sound.HEADER, middle - Sound.HEADER);
    System.arraycopy(wav, middle, apart, middle + 2 * silent, wav.length - middle);
    return apart;
  }
}
