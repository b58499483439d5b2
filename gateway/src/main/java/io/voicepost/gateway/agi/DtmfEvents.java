package io.voicepost.gateway.agi;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Tells from the events of a channel how often each key was pressed: once, whatever Asterisk says
/// of it.
///
/// A key of RFC 4733, or one that is heard as a tone, goes down and up. One of SIP INFO only comes
/// up, and so does one of RFC 4733 whose first packets were lost. Asterisk tells twice that a key
/// came up if it put it off because the one before was still being played out (`channel.c`,
/// `queue_dtmf_readq`); some phones send a key in two ways at once. So a key that went down counts
/// once when it comes up, and one that only comes up counts if the same has not been down lately.
/// For one thread.
final class DtmfEvents {
  /// After so long without any key nothing is put off any more.
  private static final Duration BURST = Duration.ofSeconds(5);

  /// Within so long the same key, in two ways, is one.
  private static final Duration TOGETHER = Duration.ofMillis(300);

  private static final class Key {
    private int down;
    private boolean downLately;
    private long alone;
    private boolean wasAlone;
  }

  private final Map<Character, Key> keys = new HashMap<>();
  private long last;

  /// @param now as `System.nanoTime` counts
  void down(char key, long now) {
    var it = at(key, now);
    it.downLately = true;
    if (it.wasAlone && now - it.alone < TOGETHER.toNanos()) {
      it.wasAlone = false;
    } else {
      it.down++;
    }
  }

  /// Whether a key has been pressed.
  boolean up(char key, long now) {
    var it = at(key, now);
    if (it.down > 0) {
      it.down--;
      return true;
    }
    if (it.downLately) {
      return false;
    }
    it.wasAlone = true;
    it.alone = now;
    return true;
  }

  private Key at(char key, long now) {
    if (now - last > BURST.toNanos()) {
      keys.values().forEach(it -> it.downLately = it.down > 0);
    }
    last = now;
    return keys.computeIfAbsent(key, _ -> new Key());
  }
}
