package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// One call on its way: dials when made, then lives by [#tick], which never blocks and is due every
/// 20 ms. For one thread.
final class SipPhone implements AutoCloseable {
  private static final long FRAME = EncodedSpeech.FRAME.toNanos();

  /// After a longer delay than this, on a machine that is too busy, frames are dropped rather than
  /// sent in one burst.
  private static final long LATEST = 500 * FRAME;

  /// Who is there besides the caller and the service.
  record Companions(CallListener listener, KeySource keys) {
    static final Companions NONE = new Companions(CallListener.NOBODY, KeySource.NONE);
  }

  private final Call call;
  private final RtpSender sender;
  private final Companions companions;
  private final SipDialog dialog;
  private final RtpSession rtp;
  private final long dialledAt;

  private Optional<ActiveCall> active = Optional.empty();
  private Optional<Character> pressed = Optional.empty();
  private int pressedFrames;
  private long nextFrameAt;
  private long endedAt;

  /// What there is once the call is answered.
  private record ActiveCall(long answeredAt, RtpReceiver receiver, ScriptRunner runner) {}

  SipPhone(Call call, InviteHeaders invite, EncodedSpeech sound, Companions companions, long now)
      throws IOException {
    this.call = call;
    this.sender = new RtpSender(sound);
    this.companions = companions;
    this.dialledAt = now;
    this.dialog = new SipDialog(call.service(), invite);
    this.rtp = new RtpSession(dialog.local().getAddress(), call.phone().codec());
    dialog.invite(SessionDescription.offer(rtp.local(), call.phone()), now);
  }

  boolean isOver() {
    return dialog.state() == SipDialog.State.OVER;
  }

  /// @throws IOException if nobody listens at the service's address, or its answer has no sound
  void tick(long now) throws IOException {
    dialog.tick(now);
    if (dialog.state() == SipDialog.State.TALKING) {
      if (active.isEmpty()) {
        active = Optional.of(answered(now));
      }
      talk(active.get(), now);
    }
    if (isOver() && endedAt == 0) {
      endedAt = now;
    }
  }

  /// What became of it, once it is over.
  DialResult outcome() throws IOException {
    if (active.isEmpty()) {
      var refusal = dialog.finalResponse().orElseThrow();
      return new DialResult.NotAnswered(refusal.status(), refusal.reason());
    }
    long answered = active.get().answeredAt();
    var receiver = active.get().receiver();
    receiver.close();
    return new DialResult.Ended(
        dialog.callId(),
        Duration.ofNanos(answered - dialledAt),
        Duration.ofNanos(sender.openedAt().orElse(endedAt) - answered),
        sender.spoken(),
        Duration.ofNanos(endedAt - answered),
        dialog.byService(),
        receiver.heard());
  }

  int retransmissions() {
    return dialog.retransmissions();
  }

  @Override
  public void close() throws IOException {
    try (dialog;
        rtp) {
      dialog.hangUp(System.nanoTime());
      if (active.isPresent()) {
        active.get().receiver().close();
      }
    }
  }

  private ActiveCall answered(long now) throws IOException {
    var answer = dialog.finalResponse().orElseThrow();
    rtp.connect(SessionDescription.target(answer.body(), call.phone().codec()));
    nextFrameAt = now;
    var receiver = new RtpReceiver(call.phone().codec(), companions.listener(), now);
    return new ActiveCall(now, receiver, new ScriptRunner(call.script(), receiver, now));
  }

  private void talk(ActiveCall talking, long now) throws IOException {
    rtp.receive(talking.receiver(), now);
    for (; nextFrameAt <= now; nextFrameAt += FRAME) {
      if (now - nextFrameAt < LATEST) {
        sendFrame(talking, now);
      }
    }
    talking.receiver().tick(now);
    if (wantsToHangUp(talking, now)) {
      hangUp(now);
    }
  }

  private void sendFrame(ActiveCall talking, long now) throws IOException {
    if (pressed.isEmpty()) {
      switch (deed(talking, now)) {
        case ScriptRunner.Action.Listen() -> rtp.send(sender.silence());
        case ScriptRunner.Action.Speak() -> speak(talking, now);
        case ScriptRunner.Action.HangUp() -> hangUp(now);
        case ScriptRunner.Action.Press(char key) -> press(talking, key, now);
        case ScriptRunner.Action.Mute(boolean comfortNoise) -> rtp.pause(comfortNoise);
      }
    }
    if (pressed.isPresent()) {
      sendKey(pressed.get());
    }
  }

  private ScriptRunner.Action deed(ActiveCall talking, long now) {
    return companions
        .keys()
        .next()
        .<ScriptRunner.Action>map(key ->
            key == KeySource.HANG_UP
                ? new ScriptRunner.Action.HangUp()
                : new ScriptRunner.Action.Press(key))
        .orElseGet(() -> talking.runner().deed(now));
  }

  private void speak(ActiveCall talking, long now) throws IOException {
    var since = Duration.ofNanos(now - talking.answeredAt());
    if (sender.isAtStart()) {
      companions.listener().speaks(since);
    }
    if (!sender.isAtEnd()) {
      rtp.send(sender.next(now));
    }
    if (sender.isAtEnd()) {
      sender.shut(now);
      talking.runner().spoken();
      companions.listener().spoke(since.minus(sender.length()), sender.length());
    }
  }

  private void press(ActiveCall talking, char key, long now) throws IOException {
    pressed = Optional.of(key);
    pressedFrames = 0;
    companions.listener().pressed(key, Duration.ofNanos(now - talking.answeredAt()));
    switch (call.phone().dtmf()) {
      case INFO, INFO_DTMF -> dialog.press(key, call.phone().key(), call.phone().dtmf(), now);
      case RFC4733, INBAND -> {}
    }
  }

  /// A key is down for as long whatever way it is sent.
  private void sendKey(char key) throws IOException {
    pressedFrames++;
    switch (call.phone().dtmf()) {
      case RFC4733 -> rtp.send(key, pressedFrames, call.phone().keyFrames());
      case INFO, INFO_DTMF -> rtp.send(sender.silence());
      case INBAND -> rtp.send(DtmfTone.frame(key, call.phone().codec(), pressedFrames - 1));
    }
    if (pressedFrames == call.phone().keyFrames()) {
      pressed = Optional.empty();
    }
  }

  private boolean wantsToHangUp(ActiveCall talking, long now) {
    var since = Duration.ofNanos(now - talking.answeredAt());
    if (since.compareTo(call.longest()) >= 0) {
      return true;
    }
    return switch (call.hangUp()) {
      case HangUp.Never() -> false;
      case HangUp.At(var moment) -> since.compareTo(moment) >= 0;
      case HangUp.AfterSpeech(var pause) -> sender.isShutFor(pause, now) && pressed.isEmpty();
    };
  }

  private void hangUp(long now) throws IOException {
    endedAt = now;
    dialog.hangUp(now);
  }
}
