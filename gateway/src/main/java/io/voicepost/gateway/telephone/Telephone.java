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
    return call(call, Witness.NOBODY, Keypad.NONE);
  }

  /// The same, with a witness who is told what happens.
  ///
  /// @param keypad what is pressed besides the script
  public static Outcome call(Call call, Witness witness, Keypad keypad)
      throws CannotCallException, IOException, InterruptedException {
    var dialling = Dialling.of(call.from(), call.to(), call.service());
    return call(call, dialling, new Phone.Company(witness, keypad));
  }

  static Outcome call(Call call, Dialling dialling)
      throws CannotCallException, IOException, InterruptedException {
    return call(call, dialling, Phone.Company.NONE);
  }

  private static Outcome call(Call call, Dialling dialling, Phone.Company company)
      throws CannotCallException, IOException, InterruptedException {
    var sound = Sound.encode(call.speech(), call.phone().codec(), call.longest());
    try (var phone = new Phone(call, dialling, sound, company, System.nanoTime())) {
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
