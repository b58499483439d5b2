package io.voicepost.gateway.testphone;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voicepost.gateway.agi.AgiConfig;
import io.voicepost.gateway.agi.FastAgiServer;
import io.voicepost.gateway.call.CallChannel;
import io.voicepost.gateway.call.CallOutcome;
import io.voicepost.gateway.call.DigitInput;
import io.voicepost.gateway.call.IncomingCall;
import io.voicepost.gateway.call.PromptResult;
import io.voicepost.gateway.call.RecordingResult;
import io.voicepost.gateway.call.Stage;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.RecordedPrompts;
import io.voicepost.gateway.speech.Utterance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Keys on their way through Asterisk, in every way in which phones send them.
@PlacesCalls
final class KeysTest {
  private static final Duration APART = Duration.ofMillis(200);
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final int RATE = 8000;
  private static final AtomicInteger callers = new AtomicInteger(1000);
  private static final Map<String, Function<CallChannel, Object>> services =
      new ConcurrentHashMap<>();
  private static final Map<String, CompletableFuture<Object>> results = new ConcurrentHashMap<>();

  @TempDir private static Path folder;
  private static FastAgiServer gateway;
  private static RealAsterisk asterisk;

  @BeforeAll
  static void start() throws IOException {
    gateway =
        FastAgiServer.start(
            new AgiConfig(0, RealAsterisk.AGI_SECRET, 10, Duration.ofSeconds(1)),
            KeysTest::answer,
            new RecordedPrompts(folder.resolve("prompts")),
            new SimpleMeterRegistry());
    asterisk = RealAsterisk.start(folder, gateway.port());
  }

  @AfterAll
  static void stop() throws IOException {
    asterisk.close();
    gateway.close();
    assertThat(AloneTest.logs(asterisk)).doesNotContain("ERROR");
  }

  @ParameterizedTest
  @EnumSource(DtmfMode.class)
  void everyKeyArrivesInItsOrder(DtmfMode way) throws Exception {
    var keys = "1122334455667788990*0#";

    assertThat(arrived(keys, way)).isEqualTo(new DigitInput.Keys("1122334455667788990*0"));
  }

  @Test
  void keyCutsAPromptAndTheNextOneIsForTheNextMenu() throws Exception {
    var heard =
        call(
            Call.listening(caller(), RealAsterisk.LINE, asterisk.sip()).pressing(keys("56")),
            channel ->
                List.of(
                    channel.ask(Utterance.of(Prompt.WELCOME), SOON),
                    channel.tell(Utterance.of(Prompt.WELCOME)),
                    channel.ask(Utterance.of(Prompt.WELCOME), SOON)));

    assertThat(heard)
        .isEqualTo(
            List.of(
                new PromptResult.Pressed('5'),
                new PromptResult.Pressed('6'),
                new PromptResult.Pressed('6')));
  }

  /// Voices have these tones in them, too.
  @Test
  void tonesFromAPhoneThatSendsEventsAreNoKeys() throws Exception {
    var tones = tones("12#");
    var call =
        Call.of(tones, caller(), RealAsterisk.LINE, asterisk.sip())
            .speakingAt(Duration.ofMillis(500))
            .with(new HangUp.Never());

    assertThat(call(call, channel -> channel.keyIn(Utterance.NOTHING, 9, SOON)))
        .isEqualTo(new DigitInput.Keys(""));
  }

  @ParameterizedTest
  @EnumSource(DtmfMode.class)
  void keyThatEndsARecordingIsNotInIt(DtmfMode way) throws Exception {
    var target = folder.resolve("message" + way).toAbsolutePath();
    var voice = Speech.humanFor(Files.createDirectories(folder.resolve("voice" + way)), 3);
    var call =
        Call.of(voice, caller(), RealAsterisk.LINE, asterisk.sip())
            .with(new Call.Device(Codec.PCMU, way, Duration.ofMillis(600)))
            .pressing(KeyPress.afterSpeech('#'), KeyPress.afterSpeech('1'));

    var result =
        (List<?>)
            call(
                call,
                channel ->
                    List.of(
                        channel.record(target, Stage.LINE),
                        channel.ask(Utterance.NOTHING, SOON.multipliedBy(2))));

    assertThat(result).element(1).isEqualTo(new PromptResult.Pressed('1'));
    assertThat(result).first().isInstanceOf(RecordingResult.Recorded.class);
    var recorded = (RecordingResult.Recorded) result.getFirst();
    var samples = samples(Path.of(target + ".wav"), recorded);
    assertThat(recorded.ending()).isEqualTo(RecordingResult.Ending.KEY);
    assertThat(samples.length).isBetween(RATE * 27 / 10, RATE * 5);
    assertThat(loudestOfKey(samples)).as("of the key").isLessThan(0.2);
  }

  private static short[] samples(Path wav, RecordingResult.Recorded recorded) throws IOException {
    var samples = new short[(int) recorded.samples()];
    ByteBuffer.wrap(Files.readAllBytes(wav), 44, 2 * samples.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(samples);
    return samples;
  }

  /// How much of the power of any 20 ms in the last second is in the tones of `#`, where it is not
  /// silent.
  private static double loudestOfKey(short[] samples) {
    double most = 0;
    for (int at = Math.max(0, samples.length - RATE);
        at + RATE / 50 <= samples.length;
        at += RATE / 200) {
      var piece = Arrays.copyOfRange(samples, at, at + RATE / 50);
      double power = IntStream.range(0, piece.length).mapToDouble(i -> piece[i] * piece[i]).sum();
      if (power > piece.length * 500.0 * 500.0) {
        most = Math.max(most, Math.min(share(piece, 941), share(piece, 1477)) / power);
      }
    }
    return most;
  }

  private static double share(short[] samples, double hertz) {
    double re = 0;
    double im = 0;
    for (int i = 0; i < samples.length; i++) {
      re += samples[i] * Math.cos(2 * Math.PI * hertz * i / RATE);
      im += samples[i] * Math.sin(2 * Math.PI * hertz * i / RATE);
    }
    return 2 * (re * re + im * im) / samples.length;
  }

  private static Object arrived(String keys, DtmfMode way) throws Exception {
    return call(
        Call.listening(caller(), RealAsterisk.LINE, asterisk.sip()).with(way).pressing(keys(keys)),
        channel -> channel.keyIn(Utterance.NOTHING, 64, SOON));
  }

  private static KeyPress[] keys(String keys) {
    return IntStream.range(0, keys.length())
        .mapToObj(
            i -> KeyPress.at(keys.charAt(i), Duration.ofMillis(700).plus(APART.multipliedBy(i))))
        .toArray(KeyPress[]::new);
  }

  /// Keys as a file that sounds like them.
  private static Path tones(String keys) throws IOException {
    var wav = folder.resolve("tones.wav");
    var sound = ByteBuffer.allocate(44 + 2 * RATE * keys.length()).order(ByteOrder.LITTLE_ENDIAN);
    sound.put(io.voicepost.gateway.Sound.silence(RATE, RATE * keys.length()));
    for (int k = 0; k < keys.length(); k++) {
      for (int frame = 0; frame < 15; frame++) {
        var tone = G711Codec.decoded(Codec.PCMU, DtmfTone.frame(keys.charAt(k), Codec.PCMU, frame));
        for (int i = 0; i < tone.length; i++) {
          int sample = k * RATE + frame * tone.length + i;
          sound.putShort(44 + 2 * sample, tone[i]);
        }
      }
    }
    return Files.write(wav, sound.array());
  }

  private static String caller() {
    return "+1202555" + callers.incrementAndGet();
  }

  /// What a service makes of a call.
  private static Object call(Call call, Function<CallChannel, Object> service) throws Exception {
    var from = call.from().orElseThrow();
    var result = new CompletableFuture<Object>();
    results.put(from, result);
    services.put(from, service);
    TestPhone.call(call);
    return result.get(10, TimeUnit.SECONDS);
  }

  private static CallOutcome answer(CallChannel channel, IncomingCall call) {
    var from = call.presented();
    channel.answer();
    var service = Objects.requireNonNull(services.get(from));
    Objects.requireNonNull(results.get(from)).complete(service.apply(channel));
    channel.settle();
    return new CallOutcome.NothingSpoken();
  }
}
