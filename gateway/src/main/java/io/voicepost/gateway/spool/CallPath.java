package io.voicepost.gateway.spool;

/// How a message came in.
public enum CallPath {
  /// A telephone call that the gateway talked to.
  PHONE,
  /// A telephone call that Asterisk recorded alone: nobody could ask for a PIN.
  FALLBACK,
  /// The phone in the browser, whose number we gave it ourselves.
  BROWSER
}
