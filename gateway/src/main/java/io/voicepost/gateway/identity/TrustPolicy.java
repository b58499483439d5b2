package io.voicepost.gateway.identity;

import io.voicepost.gateway.spool.Attestation;
import io.voicepost.gateway.spool.CallPath;

/// Decides what may be done with a message, from what is known of its caller and nothing else. A
/// number finds an account; it does not prove the caller.
public final class TrustPolicy {
  private TrustPolicy() {}

  public static TrustDecision rule(Evidence it) {
    boolean proves = it.pin() == PinStatus.RIGHT && it.path() != CallPath.FALLBACK;
    return switch (it.number()) {
      // The PIN is asked of those only who named their account: then, whatever they call from.
      case UNKNOWN, WITHHELD -> proves ? TrustDecision.PUBLISH : TrustDecision.HOLD_AS_UNKNOWN;
      case PROVED, NEW ->
          proves || (isNumberEnough(it) && it.pin() != PinStatus.WRONG)
              ? TrustDecision.PUBLISH
              : withoutPin(it);
    };
  }

  /// Whether a caller may set a new password on the web: with the PIN, from a phone that is linked,
  /// whose number somebody vouches for. It takes the account over, so the class is not asked: this
  /// is more than any of them wants. The phone in the browser is none, for a session opened it.
  public static boolean mayRecover(Evidence it) {
    return it.pin() == PinStatus.RIGHT
        && it.path() == CallPath.PHONE
        && isLinked(it.number())
        && isVouchedFor(it);
  }

  private static boolean isLinked(NumberStatus number) {
    return switch (number) {
      case PROVED, NEW -> true;
      case UNKNOWN, WITHHELD -> false;
    };
  }

  private static TrustDecision withoutPin(Evidence it) {
    boolean mayAsk = it.pin() == PinStatus.NOT_ASKED && it.path() != CallPath.FALLBACK;
    return mayAsk ? TrustDecision.ASK_PIN : TrustDecision.HOLD_FOR_APPROVAL;
  }

  /// Each class takes at least what the one before it takes.
  private static boolean isNumberEnough(Evidence it) {
    return switch (it.callerClass()) {
      case EASY -> isVouchedFor(it);
      case NORMAL ->
          isVouchedFor(it) && it.number() == NumberStatus.PROVED && !isAttestationMissing(it);
      case PROTECTED -> false;
    };
  }

  private static boolean isVouchedFor(Evidence it) {
    return it.path() == CallPath.BROWSER
        || (it.attestation() != Attestation.FAILED
            && (it.trunk().vouches() || (it.trunk().signs() && it.attestation() == Attestation.A)));
  }

  /// C says no more of the number than nothing does.
  private static boolean isAttestationMissing(Evidence it) {
    return it.path() != CallPath.BROWSER
        && it.trunk().signs()
        && switch (it.attestation()) {
          case A, B -> false;
          case C, NONE, FAILED -> true;
        };
  }
}
