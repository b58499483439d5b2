package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;

/// Listens to the service: keeps what it says, and hears its beeps, tones of 1 kHz, and its pauses,
/// in which it sends silence or nothing. For one thread.
final class RtpReceiver implements AutoCloseable {
  private static final double BEEP_HERTZ = 1000;
  private static final int FRAME = ReceivedAudio.RATE / 50;
  private static final int FRAMES_OF_A_BEEP = 5;
  private static final long BEEP_OVER = Duration.ofMillis(60).toNanos();
  private static final int FRAMES_OF_A_WORD = 10;
  private static final long PAUSE = Duration.ofMillis(600).toNanos();

  /// What comes within this time was sent before it.
  private static final int LATE = ReceivedAudio.RATE / 5;

  private static final int FALLEN_BEHIND = ReceivedAudio.RATE / 10;

  /// A step of the timestamp that is no mere pause: half a minute.
  private static final int JUMP = ReceivedAudio.RATE * 30;

  /// What a codec makes of digital silence.
  private static final int MOST_OF_SILENCE = 16;

  private static final int MOST_SAMPLES = ReceivedAudio.RATE * 600;

  /// Where a payload belongs that is being decoded.
  private record Place(int at, int length) {}

  private final Codec codec;
  private final CallListener listener;
  private final long start;
  private final Queue<Place> places = new ArrayDeque<>();
  private Optional<RtpDecoder> decoder = Optional.empty();
  private short[] decoded = new short[0];
  private short[] samples = new short[0];
  private int size;
  private int lastAt;
  private int lastTimestamp;
  private long behind;
  private int frames;
  private int audibleFrames;
  private long audibleAt;
  private int beeps;
  private int toneFrames;
  private long last;

  RtpReceiver(Codec codec, CallListener listener, long start) {
    this.codec = codec;
    this.listener = listener;
    this.start = start;
  }

  void hear(byte[] payload, int timestamp, long now) throws IOException {
    int length = codec.samples(payload);
    int at = place(timestamp, now, length);
    frames++;
    last = now;
    if (at + length > MOST_SAMPLES) {
      return;
    }
    if (decoder.isEmpty()) {
      decoder = Optional.of(RtpDecoder.of(codec));
    }
    places.add(new Place(at, length));
    decoder.get().put(payload);
    take(now);
  }

  /// How many beeps are over.
  int beeps(long now) {
    take(now);
    if (toneFrames >= FRAMES_OF_A_BEEP && now - last > BEEP_OVER) {
      beeps++;
      toneFrames = 0;
    }
    return beeps;
  }

  /// How many frames came so far that were no silence.
  int frames() {
    return audibleFrames;
  }

  /// Whether the service has spoken since there were so many frames, and then paused.
  boolean pausedSince(int before, long now) {
    return audibleFrames - before >= FRAMES_OF_A_WORD && now - audibleAt > PAUSE;
  }

  /// Tells the listener how far everything has been heard.
  void tick(long now) {
    take(now);
    boolean decoding = !places.isEmpty() && now - last < PAUSE;
    long until = decoding ? places.element().at() : position(now) - behind - LATE;
    listener.heardUntil((int) Math.max(0, until));
  }

  ReceivedAudio heard() {
    return new ReceivedAudio(Arrays.copyOf(samples, size));
  }

  @Override
  public void close() throws IOException {
    if (decoder.isPresent()) {
      decoder.get().close();
      take(last);
    }
  }

  private void take(long now) {
    if (decoder.isEmpty()) {
      return;
    }
    short[] more = decoder.get().take();
    int before = decoded.length;
    decoded = Arrays.copyOf(decoded, before + more.length);
    System.arraycopy(more, 0, decoded, before, more.length);
    int from = 0;
    while (!places.isEmpty() && from + places.element().length() <= decoded.length) {
      var place = places.remove();
      var sound = Arrays.copyOfRange(decoded, from, from + place.length());
      if (isAudible(sound)) {
        audibleFrames++;
        audibleAt = now;
      }
      keep(sound, place.at());
      from += place.length();
    }
    decoded = Arrays.copyOfRange(decoded, from, decoded.length);
  }

  private void keep(short[] sound, int at) {
    size = Math.max(size, at + sound.length);
    if (size > samples.length) {
      samples = Arrays.copyOf(samples, size * 2);
    }
    System.arraycopy(sound, 0, samples, at, sound.length);
    listener.heard(at, sound);
    for (int i = 0; i + FRAME <= sound.length; i += FRAME) {
      hearTone(Arrays.copyOfRange(sound, i, i + FRAME));
    }
  }

  private static boolean isAudible(short[] sound) {
    for (short sample : sound) {
      if (Math.abs(sample) > MOST_OF_SILENCE) {
        return true;
      }
    }
    return false;
  }

  private void hearTone(short[] sound) {
    if (isBeep(sound)) {
      toneFrames++;
    } else {
      beeps += toneFrames >= FRAMES_OF_A_BEEP ? 1 : 0;
      toneFrames = 0;
    }
  }

  /// A frame lies where its timestamp says, counted from the last one; after a jump or a pause in
  /// which the timestamps fell behind, or for the first one, where the clock says.
  private int place(int timestamp, long now, int length) {
    int step = (int) ((long) (timestamp - lastTimestamp) * ReceivedAudio.RATE / codec.clockRate());
    long clock = position(now);
    boolean paused = step > 2 * length && clock - lastAt - step > FALLEN_BEHIND;
    boolean follows = frames > 0 && step > 0 && step < JUMP && !paused;
    long at = follows ? lastAt + step : clock;
    behind = Math.max(0, clock - at);
    if (at + length <= MOST_SAMPLES) {
      lastTimestamp = timestamp;
      lastAt = (int) at;
    }
    return (int) Math.min(at, MOST_SAMPLES);
  }

  private long position(long now) {
    return (now - start) * ReceivedAudio.RATE / 1_000_000_000L;
  }

  /// Goertzel's filter: whether most of the frame's power is at the beep's frequency.
  private static boolean isBeep(short[] sound) {
    double coefficient = 2 * Math.cos(2 * Math.PI * BEEP_HERTZ / ReceivedAudio.RATE);
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
}
