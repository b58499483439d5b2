package io.voicepost.gateway.agi;

import java.io.IOException;

/// Whoever is on the other end is not our Asterisk, or does not speak as it does. The reason is a
/// text of ours, never what they sent.
final class UntrustedPeerException extends IOException {
  UntrustedPeerException(String reason) {
    super(reason);
  }
}
