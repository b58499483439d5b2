package io.voicepost.gateway.telephone;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// One call on its way: dials when made, then lives by [#tick], which never blocks and is due every
/// 20 ms. For one thread.
final class Phone implements AutoCloseable {
  private static final long FRAME = Sound.FRAME.toNanos();

  /// After a longer delay than this, on a machine that is too busy, frames are dropped rather than
  /// sent in one burst.
  private static final long LATEST = 500 * FRAME;

  /// Who is there besides the caller and the service.
  record Company(Witness witness, Keypad keypad) {
    static final Company NONE = new Company(Witness.NOBODY, Keypad.NONE);
  }

  private final Call call;
  private final Mouth mouth;
  private final Company company;
  private final Dialog dialog;
  private final Media media;
  private final long dialledAt;

  private Optional<Talk> talk = Optional.empty();
  private Optional<Character> pressed = Optional.empty();
  private int pressedFrames;
  private long nextFrameAt;
  private long endedAt;

  /// What there is once the call is answered.
  private record Talk(long answeredAt, Ear ear, Course course) {}

  Phone(Call call, Dialling dialling, Sound sound, Company company, long now) throws IOException {
    this.call = call;
    this.mouth = new Mouth(sound);
    this.company = company;
    this.dialledAt = now;
    this.dialog = new Dialog(call.service(), dialling);
    this.media = new Media(dialog.local().getAddress(), call.phone().codec());
    dialog.invite(SessionDescription.offer(media.local(), call.phone()), now);
  }

  boolean isOver() {
    return dialog.state() == Dialog.State.OVER;
  }

  /// @throws IOException if nobody listens at the service's address, or its answer has no sound
  void tick(long now) throws IOException {
    dialog.tick(now);
    if (dialog.state() == Dialog.State.TALKING) {
      if (talk.isEmpty()) {
        talk = Optional.of(answered(now));
      }
      talk(talk.get(), now);
    }
    if (isOver() && endedAt == 0) {
      endedAt = now;
    }
  }

  /// What became of it, once it is over.
  Outcome outcome() throws IOException {
    if (talk.isEmpty()) {
      var refusal = dialog.finalResponse().orElseThrow();
      return new Outcome.NotAnswered(refusal.status(), refusal.reason());
    }
    long answered = talk.get().answeredAt();
    var ear = talk.get().ear();
    ear.close();
    return new Outcome.Ended(
        dialog.callId(),
        Duration.ofNanos(answered - dialledAt),
        Duration.ofNanos(mouth.openedAt().orElse(endedAt) - answered),
        mouth.spoken(),
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
      if (talk.isPresent()) {
        talk.get().ear().close();
      }
    }
  }

  private Talk answered(long now) throws IOException {
    var answer = dialog.finalResponse().orElseThrow();
    media.connect(SessionDescription.target(answer.body(), call.phone().codec()));
    nextFrameAt = now;
    var ear = new Ear(call.phone().codec(), company.witness(), now);
    return new Talk(now, ear, new Course(call.script(), ear, now));
  }

  private void talk(Talk talking, long now) throws IOException {
    media.receive(talking.ear(), now);
    for (; nextFrameAt <= now; nextFrameAt += FRAME) {
      if (now - nextFrameAt < LATEST) {
        sendFrame(talking, now);
      }
    }
    talking.ear().tick(now);
    if (wantsToHangUp(talking, now)) {
      hangUp(now);
    }
  }

  private void sendFrame(Talk talking, long now) throws IOException {
    if (pressed.isEmpty()) {
      switch (deed(talking, now)) {
        case Course.Deed.Listen() -> media.send(mouth.silence());
        case Course.Deed.Speak() -> speak(talking, now);
        case Course.Deed.HangUp() -> hangUp(now);
        case Course.Deed.Press(char key) -> press(talking, key, now);
        case Course.Deed.Mute(boolean comfortNoise) -> media.pause(comfortNoise);
      }
    }
    if (pressed.isPresent()) {
      sendKey(pressed.get());
    }
  }

  private Course.Deed deed(Talk talking, long now) {
    return company
        .keypad()
        .next()
        .<Course.Deed>map(
            key -> key == Keypad.HANG_UP ? new Course.Deed.HangUp() : new Course.Deed.Press(key))
        .orElseGet(() -> talking.course().deed(now));
  }

  private void speak(Talk talking, long now) throws IOException {
    var since = Duration.ofNanos(now - talking.answeredAt());
    if (mouth.isAtStart()) {
      company.witness().speaks(since);
    }
    if (!mouth.isAtEnd()) {
      media.send(mouth.next(now));
    }
    if (mouth.isAtEnd()) {
      mouth.shut(now);
      talking.course().spoken();
      company.witness().spoke(since.minus(mouth.length()), mouth.length());
    }
  }

  private void press(Talk talking, char key, long now) throws IOException {
    pressed = Optional.of(key);
    pressedFrames = 0;
    company.witness().pressed(key, Duration.ofNanos(now - talking.answeredAt()));
    switch (call.phone().keying()) {
      case INFO, INFO_DTMF -> dialog.press(key, call.phone().key(), call.phone().keying(), now);
      case RFC4733, INBAND -> {}
    }
  }

  /// A key is down for as long whatever way it is sent.
  private void sendKey(char key) throws IOException {
    pressedFrames++;
    switch (call.phone().keying()) {
      case RFC4733 -> media.send(key, pressedFrames, call.phone().keyFrames());
      case INFO, INFO_DTMF -> media.send(mouth.silence());
      case INBAND -> media.send(KeyTone.frame(key, call.phone().codec(), pressedFrames - 1));
    }
    if (pressedFrames == call.phone().keyFrames()) {
      pressed = Optional.empty();
    }
  }

  private boolean wantsToHangUp(Talk talking, long now) {
    var since = Duration.ofNanos(now - talking.answeredAt());
    if (since.compareTo(call.longest()) >= 0) {
      return true;
    }
    return switch (call.hangUp()) {
      case HangUp.Never() -> false;
      case HangUp.At(var moment) -> since.compareTo(moment) >= 0;
      case HangUp.AfterSpeech(var pause) -> mouth.isShutFor(pause, now) && pressed.isEmpty();
    };
  }

  private void hangUp(long now) throws IOException {
    endedAt = now;
    dialog.hangUp(now);
  }
}
