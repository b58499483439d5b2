package io.voicepost.gateway.telephone;

/// How a phone sends its keys.
public enum Keying {
  /// Among the sound (RFC 4733), as nearly all phones do.
  RFC4733,
  /// In the signalling (SIP INFO with `application/dtmf-relay`), as some exchanges do.
  INFO
}
