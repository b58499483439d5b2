package io.voicepost.gateway.testphone;

/// How a phone sends its keys.
public enum DtmfMode {
  /// Among the sound (RFC 4733), as nearly all phones do.
  RFC4733(true),
  /// In the signalling (SIP INFO with `application/dtmf-relay`), as some exchanges do.
  INFO(true),
  /// The same with `application/dtmf`.
  INFO_DTMF(false),
  /// As tones in the sound (ITU-T Q.23), as old gateways do.
  INBAND(false);

  private final boolean offersEvents;

  DtmfMode(boolean offersEvents) {
    this.offersEvents = offersEvents;
  }

  /// Whether the phone says that it can send keys as RFC 4733 has them.
  boolean offersEvents() {
    return offersEvents;
  }
}
