package io.voicepost.gateway.telephone;

import java.time.Duration;
import java.util.Arrays;

/// Listens to the service for the moment to speak. With G.711 it hears the beep, a tone of 1 kHz,
/// and keeps what it hears; with other codecs it waits until the service, which sends nothing while
/// it is silent, has spoken and then paused.
final class Ear {
  private static final double BEEP_HERTZ = 1000;
  private static final int FRAMES_OF_A_BEEP = 5;
  private static final long BEEP_OVER = Duration.ofMillis(60).toNanos();
  private static final int FRAMES_OF_A_GREETING = 40;
  private static final long PAUSE = Duration.ofMillis(600).toNanos();

  /// A step of the timestamp that is no mere pause: half a minute.
  private static final int JUMP = Heard.RATE * 30;

  private static final int MOST_SAMPLES = Heard.RATE * 600;

  private final Codec codec;
  private final long start;
  private short[] samples = new short[0];
  private int size;
  private int lastAt;
  private int lastTimestamp;
  private int frames;
  private int toneFrames;
  private long last;
  private boolean invited;

  Ear(Codec codec, long start) {
    this.codec = codec;
    this.start = start;
  }

  void hear(byte[] payload, int timestamp, long now) {
    frames++;
    last = now;
    if (!codec.isG711()) {
      return;
    }
    short[] sound = new short[payload.length];
    for (int i = 0; i < payload.length; i++) {
      sound[i] = codec == Codec.PCMU ? fromMuLaw(payload[i]) : fromALaw(payload[i]);
    }
    keep(sound, timestamp, now);
    if (isBeep(sound)) {
      toneFrames++;
    } else {
      invited |= toneFrames >= FRAMES_OF_A_BEEP;
      toneFrames = 0;
    }
  }

  /// Whether the beep, or else the greeting, is over.
  boolean invitesToSpeak(long now) {
    invited |=
        codec.isG711()
            ? toneFrames >= FRAMES_OF_A_BEEP && now - last > BEEP_OVER
            : frames >= FRAMES_OF_A_GREETING && now - last > PAUSE;
    return invited;
  }

  Heard heard() {
    return new Heard(Arrays.copyOf(samples, size));
  }

  /// A frame lies where its timestamp says, counted from the last one; after a jump, or for the
  /// first one, where the clock says.
  private void keep(short[] sound, int timestamp, long now) {
    int step = timestamp - lastTimestamp;
    boolean follows = size > 0 && step > 0 && step < JUMP;
    long at = follows ? lastAt + step : (now - start) * Heard.RATE / 1_000_000_000L;
    if (at + sound.length > MOST_SAMPLES) {
      return;
    }
    lastTimestamp = timestamp;
    lastAt = (int) at;
    size = Math.max(size, lastAt + sound.length);
    if (size > samples.length) {
      samples = Arrays.copyOf(samples, size * 2);
    }
    System.arraycopy(sound, 0, samples, lastAt, sound.length);
  }

  /// Goertzel's filter: whether most of the frame's power is at the beep's frequency.
  private static boolean isBeep(short[] sound) {
    double coefficient = 2 * Math.cos(2 * Math.PI * BEEP_HERTZ / Heard.RATE);
    double before = 0;
    double beforeThat = 0;
    double power = 0;
    for (short sample : sound) {
      double next = sample + coefficient * before - beforeThat;
      beforeThat = before;
      before = next;
      power += (double) sample * sample;
    }
    double tone = before * before + beforeThat * beforeThat - coefficient * before * beforeThat;
    boolean loud = power / sound.length > 500 * 500;
    return loud && tone > 0.8 * power * sound.length / 2;
  }

  /// ITU-T G.711, mu-law.
  private static short fromMuLaw(byte coded) {
    int bits = ~coded;
    int magnitude = (((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4);
    return (short) ((bits & 0x80) != 0 ? 0x84 - magnitude : magnitude - 0x84);
  }

  /// ITU-T G.711, A-law.
  private static short fromALaw(byte coded) {
    int bits = coded ^ 0x55;
    int segment = (bits & 0x70) >> 4;
    int magnitude = ((bits & 0x0f) << 4) + (segment == 0 ? 0x08 : 0x108);
    magnitude <<= Math.max(0, segment - 1);
    return (short) ((bits & 0x80) != 0 ? magnitude : -magnitude);
  }
}
