package io.voicepost.gateway.agi;

import java.time.Duration;
import java.util.regex.Pattern;

/// Where and how the edge listens; always on loopback.
///
/// @param port 1 to 65535, or 0 for any free one
/// @param secret the path that our Asterisk calls, and nobody else knows: letters and digits, at
///   least 16
/// @param calls how many calls there may be at once; Asterisk records the others alone
/// @param grace how long calls may go on when the edge closes
public record AgiConfig(int port, String secret, int calls, Duration grace) {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{16,128}");

  public AgiConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
    if (!SECRET.matcher(secret).matches()) {
      throw new IllegalArgumentException("the AGI secret is 16 to 128 letters, digits, _ or -");
    }
    if (calls < 1) {
      throw new IllegalArgumentException("there is at least 1 call at once, not " + calls);
    }
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "AgiConfig[port=" + port + ", calls=" + calls + "]";
  }
}
