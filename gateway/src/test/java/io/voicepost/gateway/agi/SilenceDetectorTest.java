package io.voicepost.gateway.agi;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.testphone.RealAsterisk;
import io.voicepost.gateway.testphone.Speech;
import io.voicepost.transcoder.sound.WavAudio;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A person's voice of twelve seconds at the levels and in the noises of real lines, as G.711
/// carries it: the line's five seconds of silence never come while somebody speaks, and always come
/// after.
final class SilenceDetectorTest {
  private static final int RATE = 8000;
  private static final int FRAME = RATE / SilenceDetector.FRAMES_PER_SECOND;
  private static final int SILENCE = 5 * SilenceDetector.FRAMES_PER_SECOND;

  /// Of speech, which begins at once and goes on through all of it; its loudest parts are at 0 dB.
  private static double[] speech = {};

  @TempDir private static Path folder;

  @BeforeAll
  static void speak() throws Exception {
    RealAsterisk.install();
    var voice = WavAudio.read(Speech.humanAtLength(folder)).samples();
    speech = new double[voice.remaining()];
    Arrays.setAll(speech, at -> voice.get(at) / 32768.0);
    scale(speech, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "-10, NONE, 0",
    "-20, NONE, 0",
    "-30, NONE, 0",
    "-40, NONE, 0",
    "-50, NONE, 0",
    "-20, WHITE, -60",
    "-50, WHITE, -62",
    "-20, WHITE, -50",
    "-30, WHITE, -50",
    "-40, WHITE, -50",
    "-10, WHITE, -40",
    "-20, WHITE, -40",
    "-30, WHITE, -40",
    "-10, WHITE, -35",
    "-20, WHITE, -35",
    "-20, HISS, -40",
    "-30, HISS, -40",
    "-20, HUM, -40",
    "-30, HUM, -40",
    "-20, HUM, -30",
    "-20, CAR, -40",
    "-30, CAR, -40",
    "-20, BABBLE, -45",
    "-30, BABBLE, -45",
    "6, NONE, 0",
    "6, WHITE, -40",
    "12, HUM, -40",
  })
  void silenceComesAfterTheLastWordAndNotBefore(double level, Noise noise, double noiseLevel) {
    var line = line(level, noise, noiseLevel);

    var silent = silentAt(line);

    assertThat(silent).isPresent();
    assertThat(silent.getAsInt() / 50.0 - speech.length / (double) RATE).isBetween(4.0, 5.5);
  }

  @ParameterizedTest
  @CsvSource({"WHITE, -40", "HISS, -45", "HUM, -30", "CAR, -40", "NONE, 0"})
  void aLineOnWhichNobodySpeaksIsSilent(Noise noise, double level) {
    var silent = silentAt(line(-200, noise, level));

    assertThat(silent.orElse(-1)).isBetween(SILENCE, SILENCE + 10);
  }

  @Test
  void gapsOfTheNetworkDoNotHideTheNoise() {
    var line = line(-20, Noise.WHITE, -40);
    for (int at = speech.length; at < line.length; at++) {
      line[at] = at / (RATE / 2) % 2 == 0 ? 0 : line[at];
    }

    assertThat(silentAt(line)).isPresent();
  }

  @Test
  void clicksAreNoSound() {
    var line = line(-20, Noise.WHITE, -60);
    for (int at = speech.length + RATE; at < line.length; at += RATE) {
      for (int i = at; i < Math.min(at + FRAME, line.length); i++) {
        line[i] = (short) (i % 8 < 4 ? 20_000 : -20_000);
      }
    }

    assertThat(silentAt(line)).isPresent();
  }

  @Test
  void aNoteThatIsHeldIsNoSilence() {
    var detector = new SilenceDetector(SILENCE);
    hear(detector, coded(at -> 0.2 * Math.sin(2 * Math.PI * 440 * at / RATE), 10 * RATE));

    assertThat(detector.soundEnd()).isEqualTo(detector.heard());
  }

  enum Noise {
    NONE,
    WHITE,
    HISS,
    HUM,
    CAR,
    BABBLE;

    double[] sound(int length) {
      var random = new Random(1);
      double[] sound = new double[length];
      double low = 0;
      double before = 0;
      for (int at = 0; at < length; at++) {
        double white = random.nextGaussian();
        low += (white - low) * 0.1;
        double time = (double) at / RATE;
        sound[at] =
            switch (this) {
              case NONE -> 0;
              case WHITE -> white;
              case HISS -> white - before;
              case HUM -> hum(time);
              case CAR -> low * (1 + 0.3 * Math.sin(2 * Math.PI * 0.7 * time)) + 0.1 * white;
              case BABBLE -> crowd(at);
            };
        before = white;
      }
      return sound;
    }

    private static double hum(double time) {
      double sum = 0;
      for (int times = 1; times <= 7; times++) {
        sum += Math.sin(2 * Math.PI * 50 * times * time + times) / times;
      }
      return sum;
    }

    private static double crowd(int at) {
      double sum = 0;
      for (int person = 1; person <= 16; person++) {
        sum += speech[(at + person * 5501) % speech.length];
      }
      return sum;
    }
  }

  private static short[] line(double level, Noise noise, double noiseLevel) {
    double[] background = noise.sound(speech.length + 8 * RATE);
    scale(background, noise == Noise.NONE ? -200 : noiseLevel);
    double gain = Math.pow(10, level / 20);
    return coded(
        at -> background[at] + (at < speech.length ? gain * speech[at] : 0), background.length);
  }

  /// As G.711 carries it (mu-law), which clips what is too loud.
  private static short[] coded(IntToDoubleFunction sound, int length) {
    short[] samples = new short[length];
    for (int at = 0; at < length; at++) {
      double sample = Math.clamp(sound.applyAsDouble(at) * 32768, -32_635, 32_635);
      int biased = (int) Math.abs(sample) + 132;
      int step = Integer.highestOneBit(biased) >> 4;
      int quantised = biased / step * step + step / 2 - 132;
      samples[at] = (short) (Math.abs(sample) < 4 ? 0 : Math.signum(sample) * quantised);
    }
    return samples;
  }

  /// To a level in dBFS of its loud half, so that pauses do not count.
  private static void scale(double[] sound, double level) {
    double[] powers = new double[sound.length / FRAME];
    Arrays.setAll(
        powers,
        frame -> {
          double sum = 1e-12;
          for (int at = frame * FRAME; at < (frame + 1) * FRAME; at++) {
            sum += sound[at] * sound[at] / FRAME;
          }
          return sum;
        });
    Arrays.sort(powers);
    double loud = Arrays.stream(powers, powers.length / 2, powers.length).average().orElseThrow();
    double gain = Math.pow(10, level / 20) / Math.sqrt(loud);
    Arrays.setAll(sound, at -> sound[at] * gain);
  }

  /// The frame at which five seconds of silence were first told, looking as often as Asterisk
  /// writes.
  private static OptionalInt silentAt(short[] line) {
    var detector = new SilenceDetector(SILENCE);
    for (int frame = 0; (frame + 1) * FRAME <= line.length; frame++) {
      detector.hear(ShortBuffer.wrap(line, frame * FRAME, FRAME));
      if (frame % 10 == 0 && detector.heard() - detector.soundEnd() >= SILENCE) {
        return OptionalInt.of(detector.heard());
      }
    }
    return OptionalInt.empty();
  }

  private static void hear(SilenceDetector detector, short[] line) {
    for (int at = 0; at + FRAME <= line.length; at += FRAME) {
      detector.hear(ShortBuffer.wrap(line, at, FRAME));
    }
  }
}
