package io.voicepost.gateway.telephone;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One call on its way: dials when made, then lives by [#tick], which never blocks and is due every
/// 20 ms. For one thread.
final class Phone implements AutoCloseable {
  private static final long FRAME = Sound.FRAME.toNanos();

  /// After a longer delay than this, on a machine that is too busy, frames are dropped rather than
  /// sent in one burst.
  private static final long LATEST = 500 * FRAME;

  /// Between the last word and a key. Asterisk cuts 200 ms before a key that ends a recording, and
  /// a person takes longer than that to find it.
  private static final Duration KEY_PAUSE = Duration.ofMillis(300);

  private static final Duration BETWEEN_KEYS = Duration.ofSeconds(2);

  private final Call call;
  private final Sound sound;
  private final Dialog dialog;
  private final Media media;
  private final long dialledAt;
  private final List<Key> keys;

  private Ear ear;
  private Optional<Long> answeredAt = Optional.empty();
  private Optional<Long> spokeAt = Optional.empty();
  private Optional<Long> saidAllAt = Optional.empty();
  private Optional<Long> pressedAt = Optional.empty();
  private Optional<Key> pressed = Optional.empty();
  private int pressedFrames;
  private int said;
  private long nextFrameAt;
  private long endedAt;

  Phone(Call call, Dialling dialling, Sound sound, long now) throws IOException {
    this.call = call;
    this.sound = sound;
    this.dialledAt = now;
    this.ear = new Ear(call.codec(), now);
    this.keys = new ArrayList<>(call.keys());
    this.dialog = new Dialog(call.service(), dialling);
    this.media = new Media(dialog.local().getAddress(), call.codec());
    dialog.invite(SessionDescription.offer(media.local(), call.codec()), now);
  }

  boolean isOver() {
    return dialog.state() == Dialog.State.OVER;
  }

  /// @throws IOException if nobody listens at the service's address, or its answer has no sound
  void tick(long now) throws IOException {
    dialog.tick(now);
    if (dialog.state() == Dialog.State.TALKING) {
      if (answeredAt.isEmpty()) {
        answered(now);
      }
      media.receive(ear, now);
      for (; nextFrameAt <= now; nextFrameAt += FRAME) {
        if (now - nextFrameAt < LATEST) {
          sendFrame(now);
        }
      }
      if (wantsToHangUp(now)) {
        endedAt = now;
        dialog.hangUp(now);
      }
    }
    if (isOver() && endedAt == 0) {
      endedAt = now;
    }
  }

  /// What became of it, once it is over.
  Outcome outcome() {
    if (answeredAt.isEmpty()) {
      var refusal = dialog.finalResponse().orElseThrow();
      return new Outcome.NotAnswered(refusal.status(), refusal.reason());
    }
    long answered = answeredAt.get();
    return new Outcome.Ended(
        Duration.ofNanos(answered - dialledAt),
        Duration.ofNanos(spokeAt.orElse(endedAt) - answered),
        Sound.FRAME.multipliedBy(said),
        Duration.ofNanos(endedAt - answered),
        dialog.byService(),
        ear.heard());
  }

  int retransmissions() {
    return dialog.retransmissions();
  }

  @Override
  public void close() throws IOException {
    try (dialog;
        media) {
      dialog.hangUp(System.nanoTime());
    }
  }

  private void answered(long now) throws IOException {
    var answer = dialog.finalResponse().orElseThrow();
    media.connect(SessionDescription.target(answer.body(), call.codec()));
    answeredAt = Optional.of(now);
    nextFrameAt = now;
    ear = new Ear(call.codec(), now);
  }

  private void sendFrame(long now) throws IOException {
    if (pressed.isEmpty()) {
      pressed = dueKey(now);
      pressedFrames = 0;
    }
    if (pressed.isPresent()) {
      media.send(pressed.get(), ++pressedFrames);
      if (pressedFrames == Media.KEY_FRAMES) {
        pressed = Optional.empty();
      }
      return;
    }
    if (spokeAt.isEmpty() && maySpeak(now)) {
      spokeAt = Optional.of(now);
    }
    if (spokeAt.isPresent() && said < sound.spoken()) {
      media.send(sound.frames().get(said++));
      if (said == sound.spoken()) {
        saidAllAt = Optional.of(now);
      }
      return;
    }
    media.send(sound.silence());
  }

  private boolean maySpeak(long now) {
    return call.speakAt()
        .map(moment -> now - answeredAt.orElseThrow() >= moment.toNanos())
        .orElseGet(() -> ear.invitesToSpeak(now));
  }

  private Optional<Key> dueKey(long now) {
    long talking = now - answeredAt.orElseThrow();
    var timed =
        keys.stream()
            .filter(key -> key.sinceAnswer().filter(it -> it.toNanos() <= talking).isPresent())
            .findFirst();
    var due =
        timed.or(() ->
            keys.stream()
                .filter(key -> key.sinceAnswer().isEmpty() && isTimeForKey(now))
                .findFirst());
    due.ifPresent(key -> {
      keys.remove(key);
      pressedAt = Optional.of(now);
    });
    return due;
  }

  /// People speak, pause, press a key, listen, and press the next.
  private boolean isTimeForKey(long now) {
    return hasBeenQuiet(KEY_PAUSE, now)
        && pressedAt.filter(it -> now - it < BETWEEN_KEYS.toNanos()).isEmpty();
  }

  private boolean wantsToHangUp(long now) {
    long talking = now - answeredAt.orElseThrow();
    if (talking >= call.longest().toNanos()) {
      return true;
    }
    return switch (call.hangUp()) {
      case HangUp.Never() -> false;
      case HangUp.At(var moment) -> talking >= moment.toNanos();
      case HangUp.AfterSpeech(var pause) -> hasBeenQuiet(pause, now) && pressed.isEmpty();
    };
  }

  private boolean hasBeenQuiet(Duration pause, long now) {
    return saidAllAt.filter(it -> now - it >= pause.toNanos()).isPresent();
  }
}
