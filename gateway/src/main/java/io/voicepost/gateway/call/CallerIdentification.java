package io.voicepost.gateway.call;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.PassportVerifier;
import io.voicepost.gateway.identity.SignedCall;
import io.voicepost.gateway.spool.CallPath;
import io.voicepost.gateway.spool.Origin;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.phone.ServiceLine;
import java.util.Optional;

/// Finds out whose a call is, and what its network says for that. Safe for many calls at once.
record CallerIdentification(CallerDirectory directory, PassportVerifier passports) {
  Caller caller(IncomingCall call, ServiceLine line) {
    return call.proof() instanceof CallerProof.SignedIn(var member)
        ? member
        : directory.identify(call.presented(), line.region());
  }

  /// The caller without asking the database.
  Caller unresolved(IncomingCall call, ServiceLine line) {
    return call.proof() instanceof CallerProof.SignedIn(var member)
        ? member
        : directory.unresolved(call.presented(), line.region());
  }

  /// The browser phone's number is ours, and signed by nobody.
  Origin origin(IncomingCall call, ServiceLine line) {
    return call.path() != CallPath.BROWSER
            && call.proof() instanceof CallerProof.Signature(var verifyResult, var identity)
        ? new Origin(
            call.path(),
            passports.attestation(
                new SignedCall(
                    verifyResult, identity, call.presented(), call.dialled(), line.region())),
            call.id())
        : call.unsigned();
  }

  /// See [CallerDirectory#countedAs].
  Optional<PhoneKey> countedAs(Caller caller) {
    return directory.countedAs(caller);
  }
}
