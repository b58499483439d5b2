package io.voicepost.transcoder.detect;

import java.util.List;
import java.util.Random;

/// What people do with throat, lips and hands besides speaking, and with instruments, synthesised
/// at 8 kHz. Full scale is 1.
final class PeopleSounds {
  static final int RATE = MachineSounds.RATE;

  /// The notes at which a person is most like an exchange, and others.
  private static final double[] NOTES = {
    110, 146.8, 196, 220, 262, 330, 350, 392, 400, 415, 425, 440, 450, 466, 480, 523, 620, 698
  };

  private static final double[] WHISTLES = {
    600, 880, 950, 1047, 1100, 1109, 1300, 1400, 1568, 1650, 1800, 2093, 2100, 2100, 2225
  };

  private final Random random;

  PeopleSounds(Random random) {
    this.random = random;
  }

  /// Formants over a voiced source with its jitter, drift, and mostly vibrato; one note held, or
  /// several.
  double[] sung(double seconds) {
    double[] formants = vowel();
    double[] sound = voiced(seconds, NOTES, random.nextInt(3) == 0 ? seconds : 0.7, 24, formants);
    return breathe(sound, seconds > 4 ? 3 + random.nextDouble() * 5 : seconds);
  }

  /// A closed mouth: the note, a weak octave, hardly more.
  double[] hummed(double seconds) {
    double length = random.nextInt(2) == 0 ? seconds : 1.2;
    return breathe(voiced(seconds, NOTES, length, 4, new double[] {250}), 6);
  }

  /// Nearly a sine; held as well as lips can, or gliding.
  double[] whistled(double seconds) {
    double[] sound = new double[(int) (seconds * RATE)];
    double held = random.nextInt(3) == 0 ? seconds : 0.4 + random.nextDouble();
    boolean glides = random.nextInt(3) == 0;
    double wander = 0.004 + 0.01 * random.nextDouble(); // of the frequency, by the second
    double target = pick(WHISTLES);
    double hertz = target;
    double phase = 0;
    double drift = 0;
    double loud = 1;
    for (int i = 0; i < sound.length; i++) {
      if (i % (int) (held * RATE) == 0) {
        target = pick(WHISTLES);
        hertz = glides ? hertz : target;
      }
      hertz += (target - hertz) / (0.15 * RATE);
      drift += random.nextGaussian() * wander / Math.sqrt(RATE) * 6 - drift * 6 / RATE;
      loud += random.nextGaussian() * 0.25 / Math.sqrt(RATE) * 2 - (loud - 1) * 4 / RATE;
      phase += 2 * Math.PI * hertz * (1 + drift) / RATE;
      sound[i] = 0.2 * loud * Math.sin(phase) + 0.004 * random.nextGaussian();
    }
    return breathe(sound, 4);
  }

  /// Laughter or sobs: voiced bursts, four or five a second, falling, with breath between.
  double[] laughed(double seconds) {
    double[] sound = voiced(seconds, new double[] {250, 330, 420, 520}, 0.9, 12, vowel());
    double rate = 3.5 + 2 * random.nextDouble();
    for (int i = 0; i < sound.length; i++) {
      double beat = i * rate / RATE % 1;
      double burst = beat < 0.5 ? Math.sin(Math.PI * beat / 0.5) : 0;
      sound[i] = sound[i] * burst + 0.01 * random.nextGaussian() * (1 - burst);
    }
    return sound;
  }

  /// Noise through a mouth that moves, in syllables: no voice in it at all.
  double[] breathed(double seconds) {
    double[] sound = new double[(int) (seconds * RATE)];
    double[] state = new double[4];
    double hertz = 800;
    double burst = 0;
    int next = 0;
    double target = 0;
    for (int i = 0; i < sound.length; i++) {
      if (i >= next) {
        next = i + (int) ((0.08 + 0.25 * random.nextDouble()) * RATE);
        target = random.nextInt(3) == 0 ? 0.02 : 0.3 + random.nextDouble();
        hertz = 500 + 2200 * random.nextDouble();
      }
      burst += (target - burst) / (0.03 * RATE);
      sound[i] = 0.05 * burst * resonate(state, 0, hertz, 200, random.nextGaussian());
    }
    return sound;
  }

  double[] clapped(double seconds) {
    double[] sound = new double[(int) (seconds * RATE)];
    double rate = 1.5 + 4 * random.nextDouble();
    double decay = 0;
    double[] state = new double[4];
    double next = 0.1;
    for (int i = 0; i < sound.length; i++) {
      if (i >= next * RATE) {
        next += 1 / rate * (0.9 + 0.2 * random.nextDouble());
        decay = 1;
      }
      decay *= Math.exp(-1 / (0.02 * RATE));
      sound[i] = 0.3 * decay * resonate(state, 0, 1400, 900, random.nextGaussian());
    }
    return sound;
  }

  /// Strings, plucked or bowed, alone or as chords; some an instrument's A that is an exchange's.
  double[] played(double seconds) {
    double[] sound = new double[(int) (seconds * RATE)];
    double length = 0.25 + random.nextDouble();
    boolean plucked = random.nextInt(3) > 0;
    int voices = 1 + random.nextInt(3);
    for (double start = 0; start < seconds; start += length) {
      for (int voice = 0; voice < voices; voice++) {
        double hertz = 220 * Math.pow(2, random.nextInt(20) / 12.0);
        int from = (int) (start * RATE);
        for (int i = from; i < Math.min(sound.length, from + length * RATE); i++) {
          double time = (double) (i - from) / RATE;
          double loud = plucked ? Math.exp(-3 * time) : Math.min(1, time / 0.08);
          for (int harmonic = 1; harmonic <= 5 && harmonic * hertz < 3800; harmonic++) {
            double pitch = hertz * harmonic * (plucked ? 1 : 1 + 0.003 * Math.sin(33 * time));
            sound[i] += 0.06 * loud / harmonic / harmonic * Math.sin(2 * Math.PI * pitch * time);
          }
        }
      }
    }
    return sound;
  }

  /// Many voices at once.
  double[] crowd(double seconds, List<double[]> voices) {
    double[] sound = new double[(int) (seconds * RATE)];
    for (int person = 0; person < 12; person++) {
      double[] voice = voices.get(random.nextInt(voices.size()));
      int shift = random.nextInt(voice.length);
      for (int i = 0; i < sound.length; i++) {
        sound[i] += 0.3 * voice[(i + shift) % voice.length];
      }
    }
    return sound;
  }

  private double[] voiced(
      double seconds, double[] notes, double length, int harmonics, double[] formants) {
    double[] sound = new double[(int) (seconds * RATE)];
    double vibrato = random.nextInt(3) == 0 ? 0 : 0.005 + 0.02 * random.nextDouble();
    double hertz = 0;
    double phase = 0;
    double drift = 0;
    double loud = 1;
    double[] state = new double[4 * formants.length];
    for (int i = 0; i < sound.length; i++) {
      if (i % (int) (length * RATE) == 0) {
        hertz = pick(notes);
      }
      drift += random.nextGaussian() * 0.005 / Math.sqrt(RATE) * 5 - drift * 5 / RATE;
      loud += random.nextGaussian() * 0.15 / Math.sqrt(RATE) * 2 - (loud - 1) * 4 / RATE;
      phase += hertz * (1 + drift + vibrato * Math.sin(2 * Math.PI * 5.5 * i / RATE)) / RATE;
      double source = 0;
      for (int harmonic = 1; harmonic <= harmonics && harmonic * hertz < 3800; harmonic++) {
        source += Math.sin(2 * Math.PI * harmonic * phase) / harmonic;
      }
      for (int formant = 0; formant < formants.length; formant++) {
        sound[i] +=
            loud * resonate(state, 4 * formant, formants[formant], 90, source) / (formant + 1);
      }
    }
    return scaled(sound, 0.2);
  }

  /// Silence of a third of a second after each that many seconds: nobody sings on and on.
  private double[] breathe(double[] sound, double after) {
    int period = (int) ((after + 0.35) * RATE);
    for (int i = 0; i < sound.length; i++) {
      if (i % period > after * RATE) {
        sound[i] *= 0.01;
      }
    }
    return sound;
  }

  private double[] vowel() {
    double[][] vowels = {{730, 1090, 2440}, {270, 2290, 3010}, {300, 870, 2240}, {530, 1840, 2480}};
    return vowels[random.nextInt(vowels.length)];
  }

  private double pick(double[] of) {
    return of[random.nextInt(of.length)] * (1 + 0.01 * (2 * random.nextDouble() - 1));
  }

  private static double resonate(double[] state, int at, double hertz, double width, double in) {
    double radius = Math.exp(-Math.PI * width / RATE);
    double out =
        (1 - radius) * in
            + 2 * radius * Math.cos(2 * Math.PI * hertz / RATE) * state[at]
            - radius * radius * state[at + 1];
    state[at + 1] = state[at];
    state[at] = out;
    return out;
  }

  static double[] scaled(double[] sound, double rms) {
    double squares = 1e-12;
    for (double sample : sound) {
      squares += sample * sample;
    }
    double gain = rms / Math.sqrt(squares / sound.length);
    double[] scaled = new double[sound.length];
    for (int i = 0; i < sound.length; i++) {
      scaled[i] = sound[i] * gain;
    }
    return scaled;
  }
}
