package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;

/// Compares sounds as an ear does: is this speech, the whole of it, in that recording?
public final class Hearing {
  /// Everything is compared at this rate, which carries what a telephone carries.
  public static final int RATE = 8000;

  private static final int FRONT = RATE;

  /// One sample of so many tells whether this is the place.
  private static final int ROUGHLY = 8;

  private Hearing() {}

  /// Where one sound was found in another.
  ///
  /// @param at where it begins
  /// @param weakestSecond how well the worst full second of it correlates there: 1 is equal, and
  ///   unrelated speech stays below 0.3
  public record Found(Duration at, double weakestSecond) {}

  /// The samples of any sound file, decoded by FFmpeg.
  public static short[] samples(Path file) throws IOException {
    return decode(file, RATE, "anull");
  }

  /// How loud a file is above a frequency, in dB below full scale.
  public static double loudnessAbove(int hertz, Path file) throws IOException {
    short[] samples = decode(file, 16_000, "highpass=f=%1$d,highpass=f=%1$d".formatted(hertz));
    return 10 * Math.log10((power(samples, 0, samples.length) + 1e-9) / (32_768.0 * 32_768.0));
  }

  private static short[] decode(Path file, int rate, String filter) throws IOException {
    var process =
        new ProcessBuilder(
                "ffmpeg",
                "-nostdin",
                "-v",
                "error",
                "-i",
                file.toString(),
                "-ac",
                "1",
                "-ar",
                "" + rate,
                "-af",
                filter,
                "-f",
                "s16le",
                "pipe:1")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out = process.getInputStream()) {
      byte[] bytes = out.readAllBytes();
      short[] samples = new short[bytes.length / 2];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
      return samples;
    } finally {
      process.destroy();
    }
  }

  public static Duration duration(short[] samples) {
    return Duration.ofMillis(samples.length * 1000L / RATE);
  }

  /// Looks for all of `sent` in `heard`. Sound that is cut anywhere makes its second weak.
  public static Found find(short[] sent, short[] heard) {
    int front = Math.min(FRONT, sent.length);
    int best = 0;
    double bestCorrelation = -1;
    for (int lag = -RATE / 10; lag + front <= heard.length; lag++) {
      double correlation = correlation(sent, 0, heard, lag, front, ROUGHLY);
      if (correlation > bestCorrelation) {
        bestCorrelation = correlation;
        best = lag;
      }
    }
    double weakest = correlation(sent, 0, heard, best, front);
    for (int at = 0; at + RATE <= sent.length; at += RATE) {
      if (power(sent, at, RATE) > 100 * 100) {
        weakest = Math.min(weakest, near(sent, at, heard, best + at));
      }
    }
    return new Found(Duration.ofMillis(best * 1000L / RATE), weakest);
  }

  /// The frequency that is strongest, to 5 Hz.
  public static double dominantHertz(short[] samples) {
    double strongest = 0;
    double hertz = 0;
    for (int candidate = 50; candidate < RATE / 2; candidate += 5) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < samples.length; i++) {
        double angle = 2 * Math.PI * candidate * i / RATE;
        re += samples[i] * Math.cos(angle);
        im += samples[i] * Math.sin(angle);
      }
      if (re * re + im * im > strongest) {
        strongest = re * re + im * im;
        hertz = candidate;
      }
    }
    return hertz;
  }

  /// Clocks differ a little, codecs delay, and a machine that is too busy drops a frame: a second
  /// may lie 40 ms beside its place.
  private static double near(short[] sent, int at, short[] heard, int expected) {
    double best = -1;
    for (int lag = expected - RATE / 25; lag <= expected + RATE / 25; lag++) {
      best = Math.max(best, correlation(sent, at, heard, lag, RATE));
    }
    return best;
  }

  private static double power(short[] samples, int from, int length) {
    double power = 0;
    for (int i = from; i < from + length; i++) {
      power += (double) samples[i] * samples[i];
    }
    return power / length;
  }

  static double correlation(short[] a, int fromA, short[] b, int fromB, int length) {
    return correlation(a, fromA, b, fromB, length, 1);
  }

  private static double correlation(
      short[] a, int fromA, short[] b, int fromB, int length, int step) {
    double product = 0;
    double powerA = 1;
    double powerB = 1;
    for (int i = 0; i < length; i += step) {
      int x = a[fromA + i];
      int at = fromB + i;
      int y = at >= 0 && at < b.length ? b[at] : 0;
      product += (double) x * y;
      powerA += (double) x * x;
      powerB += (double) y * y;
    }
    return product / Math.sqrt(powerA * powerB);
  }
}
