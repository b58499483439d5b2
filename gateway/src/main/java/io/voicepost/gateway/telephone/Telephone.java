package io.voicepost.gateway.telephone;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/// Places calls. Safe for many threads; a call holds its thread until it is over.
public final class Telephone {
  private static final long TICK = 5_000_000;

  private Telephone() {}

  /// Places a call and waits for its end.
  ///
  /// @throws CannotCallException if it can never be placed: the file, or a missing tool
  /// @throws IOException if nobody listens at the service's address
  public static Outcome call(Call call)
      throws CannotCallException, IOException, InterruptedException {
    return call(call, Dialling.of(call.from(), call.to(), call.service()));
  }

  static Outcome call(Call call, Dialling dialling)
      throws CannotCallException, IOException, InterruptedException {
    var sound = Sound.encode(call.speech(), call.codec(), call.longest());
    try (var phone = new Phone(call, dialling, sound, System.nanoTime())) {
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
