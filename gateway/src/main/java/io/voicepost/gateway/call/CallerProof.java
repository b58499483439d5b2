package io.voicepost.gateway.call;

import io.voicepost.gateway.identity.Caller;

/// What a call brings along to show whose it is, beside its number.
public sealed interface CallerProof {
  /// @param verifyResult what Asterisk says of the signature, empty where nothing was signed; see
  ///   [io.voicepost.gateway.identity.SignedCall]
  /// @param identity what was signed, empty where nothing was
  record Signature(String verifyResult, String identity) implements CallerProof {
    public static final Signature NONE = new Signature("", "");
  }

  /// What a page gave to somebody who is signed in on it; see
  /// [io.voicepost.gateway.identity.CallTickets]. It is never printed.
  record Ticket(String text) implements CallerProof {
    @Override
    public String toString() {
      return "Ticket";
    }
  }

  /// The ticket was good: this member is signed in.
  record SignedIn(Caller.Member member) implements CallerProof {}
}
