package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/// Places calls. Safe for many threads; a call holds its thread until it is over.
public final class TestPhone {
  private static final long TICK = 5_000_000;

  private TestPhone() {}

  /// Places a call and waits for its end.
  ///
  /// @throws CannotCallException if it can never be placed: the file, or a missing tool
  /// @throws IOException if nobody listens at the service's address
  public static DialResult call(Call call)
      throws CannotCallException, IOException, InterruptedException {
    return call(call, CallListener.NOBODY, KeySource.NONE);
  }

  /// The same, with a listener that is told what happens.
  ///
  /// @param keys what is pressed besides the script
  public static DialResult call(Call call, CallListener listener, KeySource keys)
      throws CannotCallException, IOException, InterruptedException {
    var invite = InviteHeaders.of(call.from(), call.to(), call.service());
    return call(call, invite, new SipPhone.Companions(listener, keys));
  }

  static DialResult call(Call call, InviteHeaders invite)
      throws CannotCallException, IOException, InterruptedException {
    return call(call, invite, SipPhone.Companions.NONE);
  }

  private static DialResult call(Call call, InviteHeaders invite, SipPhone.Companions companions)
      throws CannotCallException, IOException, InterruptedException {
    var sound = EncodedSpeech.encode(call.speech(), call.phone().codec(), call.longest());
    try (var phone = new SipPhone(call, invite, sound, companions, System.nanoTime())) {
      while (!phone.isOver()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        phone.tick(System.nanoTime());
        LockSupport.parkNanos(TICK);
      }
      return phone.outcome();
    }
  }
}
