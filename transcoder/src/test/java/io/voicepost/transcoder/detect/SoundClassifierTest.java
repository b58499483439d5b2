package io.voicepost.transcoder.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.transcoder.Wav;
import io.voicepost.transcoder.sound.WavAudio;
import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundClassifierTest {
  private static final int RATE = 8000;

  @TempDir static Path folder;
  private static VoiceSamples voices;

  @BeforeAll
  static void speak() throws IOException {
    voices = VoiceSamples.speak(folder, new Random(1), 18, 40);
  }

  /// The short form of [TonesBench].
  @Test
  void noVoiceIsHeldAndFewMachinesPass() throws Exception {
    List<String> held = new ArrayList<>();
    Map<SoundClass, Integer> passed = new EnumMap<>(SoundClass.class);
    Map<SoundClass, Integer> all = new EnumMap<>(SoundClass.class);
    new Messages(7, voices)
        .make(
            6,
            12,
            false,
            folder,
            (_, kind, messages) -> {
              for (Messages.Message message : messages) {
                SoundClass soundClass = message.heard();
                all.merge(kind, 1, Integer::sum);
                if (kind == SoundClass.VOICE && soundClass != kind) {
                  held.add(message.name() + " is " + soundClass);
                } else if (soundClass == SoundClass.VOICE && soundClass != kind) {
                  passed.merge(kind, 1, Integer::sum);
                }
              }
            });

    assertThat(held).isEmpty();
    assertThat(all.get(SoundClass.VOICE)).isGreaterThan(120);
    assertThat(all.get(SoundClass.TONES)).isGreaterThan(140);
    assertThat(passed.getOrDefault(SoundClass.SILENCE, 0)).isZero();
    assertThat(passed.getOrDefault(SoundClass.TONES, 0)).isLessThanOrEqualTo(8);
    assertThat(passed.getOrDefault(SoundClass.FAX, 0)).isLessThanOrEqualTo(4);
    assertThat(passed.getOrDefault(SoundClass.KEYS, 0)).isLessThanOrEqualTo(1);
    assertThat(passed.getOrDefault(SoundClass.ROBOT, 0)).isLessThanOrEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"8000, 425", "16000, 425", "24000, 400", "48000, 450", "8000, 1100", "8000, 2100"})
  void aSteadyToneIsAMachineAtEveryRate(int rate, int hertz) {
    SoundClass kind = hertz > 1000 ? SoundClass.FAX : SoundClass.TONES;

    assertThat(heard(rate, Wav.tone(rate, 2, hertz, -20))).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 500, 523, 880, 1000, 1760})
  void aSteadyNoteThatNoMachineSendsIsAVoice(int hertz) {
    assertThat(heard(RATE, Wav.tone(RATE, 3, hertz, -20))).isEqualTo(SoundClass.VOICE);
  }

  @ParameterizedTest
  @CsvSource({"425, 6, 0", "440, 4, 0", "450, 0, 5", "2100, 20, 0", "1100, 12, 0"})
  void aNoteOfATonesPitchThatTremblesIsAVoice(int hertz, double strayHertz, double strayDb) {
    double[] phase = new double[1];
    short[] note =
        Wav.sound(
            RATE,
            4,
            i -> {
              double beat = Math.sin(2 * Math.PI * 1.1 * i / RATE);
              phase[0] += 2 * Math.PI * (hertz + strayHertz * beat) / RATE;
              return 0.2 * Math.pow(10, strayDb * beat / 20) * Math.sin(phase[0]);
            });

    assertThat(heard(RATE, note)).isEqualTo(SoundClass.VOICE);
  }

  /// As steady as machines for moments: where the pitch turns.
  @Test
  void whoHumsWithAVibratoAtATonesPitchIsAVoice() {
    Random random = new Random(11);
    List<String> held = new ArrayList<>();
    for (int n = 0; n < 200; n++) {
      double hertz = 390 + random.nextInt(70);
      double stray = hertz * (0.007 + 0.02 * random.nextDouble());
      double beats = 3 + 4 * random.nextDouble();
      int seconds = 1 + random.nextInt(3);
      if (heard(RATE, hum(seconds, hertz, stray, beats)) != SoundClass.VOICE) {
        held.add("%d s, %.0f Hz, %.1f Hz, %.1f a second".formatted(seconds, hertz, stray, beats));
      }
    }
    assertThat(held).isEmpty();
  }

  private static short[] hum(int seconds, double hertz, double stray, double beats) {
    return Wav.sound(
        RATE,
        seconds,
        i -> {
          double turn = 2 * Math.PI * i / RATE;
          return 0.25 * Math.sin(hertz * turn - stray / beats * Math.cos(beats * turn));
        });
  }

  @Test
  void aWhisperInTheLastSecondOfAMinuteOfDialToneIsAVoice() {
    double[] whisper = PeopleSounds.scaled(voices.whispered().getFirst(), 0.02);
    double[] tone = new MachineSounds(new Random(2)).tone(425, 60, 0.2);

    assertThat(heard(RATE, samples(MachineSounds.join(List.of(tone, whisper)))))
        .isEqualTo(SoundClass.VOICE);
  }

  @Test
  void aWordInAMinuteOfNoiseIsAVoice() {
    Random random = new Random(3);
    double[] word = voices.spoken().getFirst();
    short[] line =
        Wav.sound(
            RATE,
            60,
            i -> {
              int at = i - 30 * RATE;
              double spoken = at >= 0 && at < RATE / 2 ? word[at + RATE / 4] : 0;
              return 0.003 * random.nextGaussian() + 0.1 * spoken;
            });

    assertThat(heard(RATE, line)).isEqualTo(SoundClass.VOICE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.3, 0.99})
  void whatIsTooShortToTellIsSilence(double seconds) {
    assertThat(heard(RATE, new short[(int) (seconds * RATE)])).isEqualTo(SoundClass.SILENCE);
  }

  @Test
  void aRecordingWithoutASampleIsSilence() {
    assertThat(heard(RATE, new short[0])).isEqualTo(SoundClass.SILENCE);
  }

  @Test
  void noiseAsLoudAsAVoiceIsKept() {
    Random random = new Random(4);

    assertThat(heard(RATE, Wav.sound(RATE, 5, _ -> 0.1 * random.nextGaussian())))
        .isEqualTo(SoundClass.VOICE);
  }

  @Test
  void theSameWavesTwiceAreARobotAndTheSameWordsTwiceAreNot() {
    double[] once = VoiceSamples.message(voices.spoken(), new Random(5), 5);
    double[] pause = MachineSounds.silence(0.8);
    double[] slower = new double[once.length];
    for (int i = 0; i < slower.length; i++) {
      slower[i] = once[(int) (i * 0.97)];
    }

    assertThat(heard(RATE, samples(MachineSounds.join(List.of(once, pause, once)))))
        .isEqualTo(SoundClass.ROBOT);
    assertThat(heard(RATE, samples(MachineSounds.join(List.of(once, pause, slower)))))
        .isEqualTo(SoundClass.VOICE);
  }

  @ParameterizedTest
  @CsvSource({"1000, 4.5, ROBOT", "1000, 3, VOICE", "440, 4.5, VOICE"})
  void aBeepAndLongSilenceAfterAnAnnouncementAreAnAnsweringMachine(
      int hertz, double silence, SoundClass kind) {
    double[] words = VoiceSamples.message(voices.spoken(), new Random(6), 6);
    double[] beep = new MachineSounds(new Random(6)).tone(hertz, 0.5, 0.2);
    double[] pause = MachineSounds.silence(0.4);
    double[] after = MachineSounds.silence(silence);

    assertThat(heard(RATE, samples(MachineSounds.join(List.of(words, pause, beep, after)))))
        .isEqualTo(kind);
  }

  @Test
  void aFileIsHeardAsItsSamples() throws Exception {
    Path file = Wav.write(folder.resolve("busy.wav"), RATE, Wav.tone(RATE, 2, 425, -20));

    assertThat(SoundClassifier.classify(WavAudio.read(file))).isEqualTo(SoundClass.TONES);
    assertThat(SoundClass.TONES.label()).isEqualTo("tones");
  }

  private static SoundClass heard(int rate, short[] samples) {
    return SoundClassifier.classify(ShortBuffer.wrap(samples), rate);
  }

  private static short[] samples(double[] sound) {
    return Wav.sound(RATE, (double) sound.length / RATE, i -> sound[i]);
  }
}
