package io.voicepost.gateway.agi;

import io.micrometer.core.instrument.MeterRegistry;
import io.voicepost.gateway.call.Conversation;
import io.voicepost.gateway.call.IncomingCall;
import io.voicepost.gateway.speech.RecordedPrompts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiScript;
import org.asteriskjava.fastagi.internal.DefaultAgiChannelFactory;
import org.asteriskjava.fastagi.internal.FastAgiConnectionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where calls come in: a FastAGI server on loopback, one virtual thread a call. Whoever is not our
/// Asterisk is turned away before anything is believed.
public final class AgiEdge implements AutoCloseable {
  private static final int BACKLOG = 200;
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(AgiEdge.class);

  private final AgiConfig config;
  private final Conversation conversation;
  private final RecordedPrompts prompts;
  private final CallLog calls;
  private final ServerSocket door;
  private final ThreadPoolExecutor pool;
  private final Set<GuardedConnection> connections = ConcurrentHashMap.newKeySet();

  private AgiEdge(
      AgiConfig config,
      Conversation conversation,
      RecordedPrompts prompts,
      CallLog calls,
      ServerSocket door) {
    this.config = config;
    this.conversation = conversation;
    this.prompts = prompts;
    this.calls = calls;
    this.door = door;
    this.pool =
        new ThreadPoolExecutor(
            0,
            config.calls(),
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofVirtual().name("agi-", 0).factory());
  }

  /// Starts answering.
  ///
  /// @param prompts what is played in place of the built ones
  /// @throws IOException if the port is not to be had
  public static AgiEdge start(
      AgiConfig config, Conversation conversation, RecordedPrompts prompts, MeterRegistry meters)
      throws IOException {
    var door = new ServerSocket();
    try {
      door.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), config.port()), BACKLOG);
    } catch (IOException e) {
      door.close();
      throw new IOException("cannot listen for Asterisk on port " + config.port(), e);
    }
    var edge = new AgiEdge(config, conversation, prompts, new CallLog(meters), door);
    Thread.ofVirtual().name("agi-door").start(edge::open);
    return edge;
  }

  /// The port it listens on.
  public int port() {
    return door.getLocalPort();
  }

  /// Stops answering and lets calls end, for a while; then they are left to Asterisk, which keeps
  /// what it records, for the adopter.
  @Override
  public void close() throws IOException {
    door.close();
    pool.shutdown();
    if (!ended(config.grace())) {
      log.warn("{} calls are left to Asterisk.", connections.size());
      for (var connection : connections) {
        connection.close();
      }
      ended(LAST_WORDS);
    }
  }

  private boolean ended(Duration within) {
    try {
      return pool.awaitTermination(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void open() {
    while (!door.isClosed()) {
      try {
        letIn(door.accept());
      } catch (IOException e) {
        if (!door.isClosed()) {
          log.error("Cannot accept a connection from Asterisk; next try in 0.1 s.", e);
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
      }
    }
  }

  private void letIn(Socket socket) throws IOException {
    try {
      pool.execute(() -> serve(socket));
    } catch (RejectedExecutionException full) {
      socket.close();
      calls.turnedAway("there are " + config.calls() + " calls; Asterisk records this one alone");
    }
  }

  private void serve(Socket socket) {
    try (var connection = new GuardedConnection(socket)) {
      connections.add(connection);
      try {
        var environment = connection.admit(config.secret());
        AgiScript script = (_, asterisk) -> answer(environment, connection, asterisk);
        new FastAgiConnectionHandler((_, _) -> script, connection, new DefaultAgiChannelFactory())
            .run();
        connection.violation().ifPresent(calls::turnedAway);
      } finally {
        connections.remove(connection);
      }
    } catch (IOException e) {
      calls.turnedAway(String.valueOf(e.getMessage()));
    }
  }

  private void answer(Environment environment, GuardedConnection connection, AgiChannel asterisk) {
    var channel =
        new AsteriskChannel(
            asterisk, connection, environment.format(), prompts, () -> keypadOf(environment));
    var call =
        new IncomingCall(
            environment.presented(),
            environment.line(),
            environment.path(),
            environment.verifyResult(),
            environment.identity());
    long from = System.nanoTime();
    calls.begun();
    try {
      var outcome = conversation.converse(channel, call);
      calls.ended(outcome, Duration.ofNanos(System.nanoTime() - from));
    } catch (RuntimeException bug) {
      calls.failed(bug, Duration.ofNanos(System.nanoTime() - from));
    }
  }

  private Optional<Keypad> keypadOf(Environment environment) {
    return environment.manager().isPresent()
        ? Keypad.open(environment.manager().getAsInt(), config.secret(), environment.channel())
        : Optional.empty();
  }
}
