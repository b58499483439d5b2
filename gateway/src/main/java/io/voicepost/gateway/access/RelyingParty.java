package io.voicepost.gateway.access;

import java.net.URI;

/// The site as a browser knows it, to which passkeys belong (WebAuthn, level 2: relying party).
///
/// @param origin scheme, host and port
public record RelyingParty(URI origin) {
  public RelyingParty {
    if (origin.getHost() == null) {
      throw new IllegalArgumentException("an origin has a host");
    }
  }

  /// What passkeys are bound to: the host's name.
  public String id() {
    return origin.getHost();
  }
}
