package io.voicepost.gateway.identity;

import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.PasswordHashes;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.LockoutPolicy;
import io.voicepost.storage.phone.PhoneSettingsStore;
import io.voicepost.storage.phone.PinState;
import io.voicepost.storage.phone.PinTry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The PINs of accounts. Safe for many threads and nodes; `IOException` means that it may be tried
/// again, though a try that was counted stays counted.
public final class Pins {
  /// How many tries a call has.
  public static final int TRIES_A_CALL = 3;

  /// In the long run three tries a day, a year's worth of which finds one PIN in 900.
  static final LockoutPolicy LOCK_OUTS =
      new LockoutPolicy(
          TRIES_A_CALL,
          List.of(
              Duration.ofMinutes(15),
              Duration.ofHours(1),
              Duration.ofHours(6),
              Duration.ofDays(1)));

  private final PhoneSettingsStore phoneSettings;
  private final PasswordHashes hashes;
  private final Clock clock;

  public Pins(PhoneSettingsStore phoneSettings, PasswordHashes hashes, Clock clock) {
    this.phoneSettings = phoneSettings;
    this.hashes = hashes;
    this.clock = clock;
  }

  /// Gives the account a PIN in place of any other and ends a lock-out. It is told once: only its
  /// hash is kept.
  public Pin issue(AccountId account) throws IOException {
    var pin = Pin.fresh();
    phoneSettings.setPin(account, hashes.hash(text(account, pin.digits())));
    AuditLog.note(SecurityEvent.PIN_SET, account);
    return pin;
  }

  public void remove(AccountId account) throws IOException {
    phoneSettings.removePin(account);
    AuditLog.note(SecurityEvent.PIN_REMOVED, account);
  }

  public PinState state(AccountId account) throws IOException {
    return phoneSettings.pin(account, clock.instant());
  }

  /// Counts the try, then looks at it. What cannot be a PIN is wrong and not counted.
  ///
  /// @param keyed what the caller keyed in
  public PinResult check(AccountId account, String keyed) throws IOException {
    if (!Pin.isPin(keyed)) {
      return new PinResult.Wrong();
    }
    return switch (phoneSettings.beginTry(account, LOCK_OUTS, clock.instant())) {
      case PinTry.NoPin() -> new PinResult.NoneSet();
      case PinTry.Locked(var until) -> new PinResult.Locked(until);
      case PinTry.Allowed allowed -> check(account, keyed, allowed);
    };
  }

  private PinResult check(AccountId account, String keyed, PinTry.Allowed allowed)
      throws IOException {
    if (hashes.matches(text(account, keyed), allowed.hash())) {
      phoneSettings.pinWasRight(account, allowed.hash());
      if (hashes.isStale(allowed.hash())) {
        phoneSettings.renewPin(account, allowed.hash(), hashes.hash(text(account, keyed)));
      }
      return new PinResult.Right();
    }
    AuditLog.note(
        allowed.lockedUntil().isPresent() ? SecurityEvent.PIN_LOCKED : SecurityEvent.PIN_FAILED,
        account);
    return allowed
        .lockedUntil()
        .<PinResult>map(PinResult.WrongAndLocked::new)
        .orElseGet(PinResult.Wrong::new);
  }

  /// No hash of one account is of use for another.
  private static String text(AccountId account, String digits) {
    return "pin " + account + " " + digits;
  }
}
