package io.voicepost.gateway.agi;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stays logged in at one Asterisk's manager interface, and gives each call the keys that its
/// caller presses. What is lost is tried again each second. Safe for many threads.
final class AmiClient implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration FIRST_TRY = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(AmiClient.class);

  private final int port;
  private final String secret;
  private final Map<String, DtmfBuffer> keypads = new ConcurrentHashMap<>();
  private final CountDownLatch tried = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Optional<AmiSession> session = Optional.empty();

  private AmiClient(int port, String secret) {
    this.port = port;
    this.secret = secret;
  }

  /// Starts logging in.
  static AmiClient start(int port, String secret) {
    var client = new AmiClient(port, secret);
    Thread.ofVirtual().name("ami-" + port).start(client::run);
    return client;
  }

  /// The keys of a call from now on.
  ///
  /// @param channel Asterisk's name of the call
  DtmfBuffer keypad(String channel) {
    var keys = new DtmfBuffer(this, channel);
    keypads.put(channel, keys);
    return keys;
  }

  /// Waits a little for the first login: nobody tells of keys before it.
  void awaitLogin() {
    try {
      var _ = tried.await(FIRST_TRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void forget(String channel, DtmfBuffer keys) {
    keypads.remove(channel, keys);
  }

  /// The login that is good now; empty while there is none.
  Optional<AmiSession> session() {
    return session;
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    var last = session;
    if (last.isPresent()) {
      last.get().close();
    }
  }

  private void run() {
    boolean told = false;
    try {
      do {
        try (var fresh = AmiSession.login(port, secret)) {
          session = Optional.of(fresh);
          tried.countDown();
          told = false;
          fresh.listen(this::heard);
        } catch (IOException e) {
          if (!told && closing.getCount() > 0) {
            log.warn("ami disconnected next={}s error=\"{}\"", PAUSE.toSeconds(), e.toString());
          }
          told = true;
        } finally {
          session = Optional.empty();
          tried.countDown();
        }
      } while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void heard(Map<String, String> event) {
    var keys = keypads.get(event.getOrDefault("Channel", ""));
    var digit = event.getOrDefault("Digit", "");
    if (keys == null || digit.length() != 1 || !"Received".equals(event.get("Direction"))) {
      return;
    }
    switch (event.getOrDefault("Event", "")) {
      case "DTMFBegin" -> keys.down(digit.charAt(0));
      case "DTMFEnd" -> keys.up(digit.charAt(0), milliseconds(event));
      default -> {}
    }
  }

  private static Duration milliseconds(Map<String, String> event) {
    var text = event.getOrDefault("DurationMs", "");
    return Duration.ofMillis(text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0);
  }
}
