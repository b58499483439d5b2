package io.voicepost.transcoder.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What exchanges, fax machines and keypads send, made at 8 kHz from the standards, with the
/// tolerances that these allow. Full scale is 1; a tone's level is one of -6 to -35 dBFS.
final class MachineSounds {
  static final int RATE = 8000;

  /// @param cadence seconds on, off, on, off...; empty for a steady tone
  record Plan(String name, List<Double> hertz, List<Double> cadence) {}

  /// E.180 supplement 2, and the T1/TIA tone plan of North America.
  static final List<Plan> EXCHANGES =
      List.of(
          new Plan("dial, North America", all(350, 440), all()),
          new Plan("busy, North America", all(480, 620), all(0.5, 0.5)),
          new Plan("reorder, North America", all(480, 620), all(0.25, 0.25)),
          new Plan("ringing, North America", all(440, 480), all(2, 4)),
          new Plan("dial, Europe", all(425), all()),
          new Plan("busy, Europe", all(425), all(0.5, 0.5)),
          new Plan("busy, Germany", all(425), all(0.48, 0.48)),
          new Plan("congestion, Europe", all(425), all(0.25, 0.25)),
          new Plan("ringing, Europe", all(425), all(1, 4)),
          new Plan("special dial, Europe", all(425), all(0.5, 0.05)),
          new Plan("dial, United Kingdom", all(350, 440), all()),
          new Plan("busy, United Kingdom", all(400), all(0.375, 0.375)),
          new Plan("congestion, United Kingdom", all(400), all(0.4, 0.35, 0.225, 0.525)),
          new Plan("ringing, United Kingdom", all(400, 450), all(0.4, 0.2, 0.4, 2)),
          new Plan("unobtainable, United Kingdom", all(400), all()),
          new Plan("dial, Japan", all(400), all()),
          new Plan("busy, Japan", all(400), all(0.5, 0.5)),
          new Plan("ringing, Japan", all(384, 416), all(1, 2)),
          new Plan("dial, China", all(450), all()),
          new Plan("busy, China", all(450), all(0.35, 0.35)),
          new Plan("congestion, China", all(450), all(0.7, 0.7)),
          new Plan("ringing, China", all(450), all(1, 4)),
          new Plan("unobtainable, China", all(450), all(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.4, 0.4)),
          new Plan("dial, France", all(440), all()),
          new Plan("busy, France", all(440), all(0.5, 0.5)),
          new Plan("ringing, France", all(440), all(1.5, 3.5)));

  private final Random random;

  MachineSounds(Random random) {
    this.random = random;
  }

  double[] exchange(Plan plan, double seconds) {
    double[] sound = new double[(int) (seconds * RATE)];
    double begin = plan.cadence().isEmpty() ? 0 : random.nextDouble() * sum(plan.cadence());
    double off = 1 + 0.01 * (2 * random.nextDouble() - 1);
    double[] amplitude = new double[plan.hertz().size()];
    double level = level();
    for (int i = 0; i < amplitude.length; i++) { // one up to 6 dB weaker than the other
      amplitude[i] = level * (i == 0 ? 1 : Math.pow(10, (random.nextDouble() * 12 - 6) / 20));
    }
    for (int i = 0; i < sound.length; i++) {
      if (isOn(plan.cadence(), begin + (double) i / RATE)) {
        for (int part = 0; part < amplitude.length; part++) {
          sound[i] += amplitude[part] * sine(plan.hertz().get(part) * off, i);
        }
      }
    }
    return sound;
  }

  /// The special information tone and what follows it.
  double[] special(double[] then) {
    double level = level();
    List<double[]> parts = new ArrayList<>();
    parts.add(silence(random.nextDouble() * 0.8));
    double[][] tones = {{950, 913.8, 985.2}, {1400, 1370.6, 1428.5}, {1800, 1776.7, 1776.7}};
    for (double[] hertz : tones) {
      double off = 1 + 0.004 * (2 * random.nextDouble() - 1);
      parts.add(tone(hertz[random.nextInt(3)] * off, random.nextBoolean() ? 0.33 : 0.28, level));
      parts.add(silence(random.nextInt(3) * 0.01));
    }
    parts.add(silence(0.5));
    parts.add(then);
    return join(parts);
  }

  double[] faxCalling(double seconds) {
    double on = 0.5 * (1 + 0.15 * (2 * random.nextDouble() - 1));
    double off = 3 * (1 + 0.15 * (2 * random.nextDouble() - 1));
    double hertz = 1100 + 38 * (2 * random.nextDouble() - 1);
    double begin = random.nextDouble() * on;
    double level = level();
    double[] sound = new double[(int) (seconds * RATE)];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (begin + (double) i / RATE) % (on + off) < on ? level * sine(hertz, i) : 0;
    }
    return sound;
  }

  /// An answering machine for faxes: CED or ANSam, then three times preamble and DIS.
  double[] faxAnswering(double seconds) {
    List<double[]> parts = new ArrayList<>(List.of(silence(random.nextDouble() * 0.5)));
    double level = level();
    boolean reversals = random.nextBoolean();
    boolean modulated = reversals && random.nextBoolean();
    double hertz = 2100 + 15 * (2 * random.nextDouble() - 1);
    double[] answer = tone(hertz, 2.6 + 1.4 * random.nextDouble(), level);
    for (int i = 0; i < answer.length; i++) {
      answer[i] *= reversals && (int) (i / (0.45 * RATE)) % 2 == 1 ? -1 : 1;
      answer[i] *= modulated ? 1 + 0.2 * sine(15, i) : 1;
    }
    parts.add(answer);
    for (double at = 5; at < seconds + 5; at += 6) {
      parts.add(silence(0.075));
      parts.add(flagsAndFrame(level));
      parts.add(silence(3));
    }
    return Arrays.copyOf(join(parts), (int) (seconds * RATE));
  }

  /// A preamble alone, entered in its middle, and a frame, again and again.
  double[] faxPreamble(double seconds) {
    List<double[]> parts = new ArrayList<>();
    double level = level();
    for (double at = 0; at < seconds; at += 3) {
      parts.add(flagsAndFrame(level));
      parts.add(silence(1 + random.nextDouble()));
    }
    return Arrays.copyOf(join(parts), (int) (seconds * RATE));
  }

  /// A fax that goes on to send its page: preamble, training and image data by V.29's carrier.
  double[] faxPage(double seconds) {
    double level = level();
    double[] data = new double[(int) (seconds * RATE)];
    double[] phase = new double[2];
    for (int i = 0; i < data.length; i++) {
      if (i % (RATE / 2400.0) < 1) { // 2400 symbols a second on 1700 Hz
        phase[0] = random.nextInt(8) * Math.PI / 4;
        phase[1] = random.nextBoolean() ? 1 : 0.7;
      }
      data[i] = level * phase[1] * Math.sin(2 * Math.PI * 1700 * i / RATE + phase[0]);
    }
    return join(List.of(flagsAndFrame(level), silence(0.075), data));
  }

  private double[] flagsAndFrame(double level) {
    List<Boolean> bits = new ArrayList<>();
    for (int flag = 0; flag < 37; flag++) {
      for (int bit = 0; bit < 8; bit++) {
        bits.add(bit > 0 && bit < 7);
      }
    }
    for (int bit = 0; bit < 120; bit++) {
      bits.add(random.nextBoolean());
    }
    double[] sound = new double[(int) (bits.size() * RATE / 300.0)];
    double phase = 0;
    for (int i = 0; i < sound.length; i++) {
      boolean one = bits.get((int) Math.min(bits.size() - 1, i * 300.0 / RATE));
      phase += 2 * Math.PI * (one ? 1650 : 1850) / RATE;
      sound[i] = level * Math.sin(phase);
    }
    return sound;
  }

  double[] keys(double seconds) {
    double[] low = {697, 770, 852, 941};
    double[] high = {1209, 1336, 1477, 1633};
    List<double[]> parts = new ArrayList<>(List.of(silence(random.nextDouble())));
    double level = level();
    double twist = Math.pow(10, (random.nextDouble() * 10 - 6) / 20);
    double on = 0.06 + 0.2 * random.nextDouble();
    double length = 0;
    while (length < seconds) {
      double[] key = tone(low[random.nextInt(4)] * off(), on, level);
      double[] other = tone(high[random.nextInt(4)] * off(), on, level * twist);
      for (int i = 0; i < key.length; i++) {
        key[i] += other[i];
      }
      double pause = 0.05 + random.nextDouble() * (random.nextInt(4) == 0 ? 2 : 0.3);
      parts.add(key);
      parts.add(silence(pause));
      length += on + pause;
    }
    return join(parts);
  }

  private double off() {
    return 1 + 0.012 * (2 * random.nextDouble() - 1);
  }

  double level() {
    return Math.sqrt(2) * Math.pow(10, -(9 + random.nextDouble() * 26) / 20);
  }

  double[] tone(double hertz, double seconds, double amplitude) {
    double[] tone = new double[(int) (seconds * RATE)];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = amplitude * sine(hertz, i);
    }
    return tone;
  }

  static double[] silence(double seconds) {
    return new double[(int) (seconds * RATE)];
  }

  static double[] join(List<double[]> parts) {
    double[] all = new double[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static double sine(double hertz, int at) {
    return Math.sin(2 * Math.PI * hertz * at / RATE);
  }

  private static boolean isOn(List<Double> cadence, double time) {
    if (cadence.isEmpty()) {
      return true;
    }
    double rest = time % sum(cadence);
    for (int i = 0; i < cadence.size(); i++) {
      if (rest < cadence.get(i)) {
        return i % 2 == 0;
      }
      rest -= cadence.get(i);
    }
    return false;
  }

  private static double sum(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static List<Double> all(double... values) {
    return Arrays.stream(values).boxed().toList();
  }
}
