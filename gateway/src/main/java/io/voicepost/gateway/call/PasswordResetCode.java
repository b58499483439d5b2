package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.NEEDS_ACCOUNT;
import static io.voicepost.gateway.speech.Prompt.NOT_POSSIBLE;
import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;

import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.PhoneRecovery;
import io.voicepost.gateway.identity.PinStatus;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the owner of an account, after the PIN, a code by which the web takes a new password. For
/// one call.
final class PasswordResetCode {
  private static final Logger log = LoggerFactory.getLogger(PasswordResetCode.class);

  private final CallSession session;
  private final PinEntry pinEntry;
  private final PhoneRecovery recovery;

  PasswordResetCode(CallSession session, PinEntry pinEntry, PhoneRecovery recovery) {
    this.session = session;
    this.pinEntry = pinEntry;
    this.recovery = recovery;
  }

  /// Whether the caller may be asked for the PIN of the phone that they call from.
  boolean isOffered() {
    return session.caller() instanceof Caller.Member member
        && switch (member.numberStatus()) {
          case PROVED, NEW -> true;
          case UNKNOWN, WITHHELD -> false;
        };
  }

  void tell() {
    if (!(session.caller() instanceof Caller.Member member)) {
      session.say(NEEDS_ACCOUNT);
      return;
    }
    pinEntry.ask();
    if (session.isGone() || session.pin() != PinStatus.RIGHT) {
      return;
    }
    if (!session.mayRecover()) {
      AuditLog.note(SecurityEvent.PHONE_RECOVERY_REFUSED, member.account().id());
      session.say(NOT_POSSIBLE);
      return;
    }
    try {
      var code = recovery.issue(member.account().id());
      Menu.dictate(session, session.composer().newPassword(code.digits()));
    } catch (IOException e) {
      log.warn(
          "reset code not issued account={} error=\"{}\"", member.account().id(), e.toString());
      session.say(OUT_OF_ORDER);
    }
  }
}
