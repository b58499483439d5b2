package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.NEEDS_ACCOUNT;
import static io.voicepost.gateway.speech.Prompt.NOT_POSSIBLE;
import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;

import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.PinStatus;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the owner of an account, after the PIN, a code by which the web takes a new password.
final class PasswordResetCode {
  private static final int MOST_REPEATS = 5;
  private static final Duration TO_WRITE_IT_DOWN = Duration.ofSeconds(8);
  private static final Logger log = LoggerFactory.getLogger(PasswordResetCode.class);

  private PasswordResetCode() {}

  /// Whether the caller may be asked for the PIN of the phone that they call from.
  static boolean isFor(CallSession session) {
    return session.caller() instanceof Caller.Member member
        && switch (member.numberStatus()) {
          case PROVED, NEW -> true;
          case UNKNOWN, WITHHELD -> false;
        };
  }

  static void tell(CallSession session) {
    if (!(session.caller() instanceof Caller.Member member)) {
      session.say(NEEDS_ACCOUNT);
      return;
    }
    PinEntry.ask(session);
    if (session.isGone() || session.pin() != PinStatus.RIGHT) {
      return;
    }
    if (!session.mayRecover()) {
      AuditLog.note(SecurityEvent.PHONE_RECOVERY_REFUSED, member.account().id());
      session.say(NOT_POSSIBLE);
      return;
    }
    try {
      var code = session.parts().recovery().issue(member.account().id());
      var said = session.speaker().newPassword(code.digits());
      for (int i = 0; i < MOST_REPEATS; i++) {
        // Zero says it again; any other key, or none, goes on.
        if (!(session.ask(said, TO_WRITE_IT_DOWN) instanceof PromptResult.Pressed(char key))
            || key != '0') {
          return;
        }
      }
    } catch (IOException e) {
      log.warn(
          "reset code not issued account={} error=\"{}\"", member.account().id(), e.toString());
      session.say(OUT_OF_ORDER);
    }
  }
}
