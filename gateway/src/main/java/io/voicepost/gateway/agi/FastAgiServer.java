package io.voicepost.gateway.agi;

import io.micrometer.core.instrument.MeterRegistry;
import io.voicepost.gateway.call.CallChannel;
import io.voicepost.gateway.call.CallOutcome;
import io.voicepost.gateway.call.IncomingCall;
import io.voicepost.gateway.speech.RecordedPrompts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiScript;
import org.asteriskjava.fastagi.internal.DefaultAgiChannelFactory;
import org.asteriskjava.fastagi.internal.FastAgiConnectionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where calls come in: a FastAGI server on loopback, one virtual thread a call. Whoever is not our
/// Asterisk is turned away before anything is believed, and holds no slot of a call.
public final class FastAgiServer implements AutoCloseable {
  /// What happens in a call; safe for many calls at once.
  public interface Answering {
    CallOutcome answer(CallChannel channel, IncomingCall call);
  }

  private static final int BACKLOG = 200;
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(FastAgiServer.class);

  private final AgiConfig config;
  private final Answering answering;
  private final RecordedPrompts prompts;
  private final CallLog calls;
  private final DtmfBuffers buffers;
  private final ServerSocket door;
  private final AckListener ackListener;
  private final ExecutorService pool =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("agi-", 0).factory());
  private final Semaphore slots;
  private final PendingConnections pending = new PendingConnections();
  private final Set<AgiConnection> connections = ConcurrentHashMap.newKeySet();

  private FastAgiServer(
      AgiConfig config,
      Answering answering,
      RecordedPrompts prompts,
      CallLog calls,
      ServerSocket door,
      AckListener ackListener) {
    this.config = config;
    this.answering = answering;
    this.buffers = new DtmfBuffers(config.secret());
    this.prompts = prompts;
    this.calls = calls;
    this.door = door;
    this.slots = new Semaphore(config.calls());
    this.ackListener = ackListener;
  }

  /// Starts answering.
  ///
  /// @param prompts what is played in place of the built ones
  /// @throws IOException if the port is not to be had
  public static FastAgiServer start(
      AgiConfig config, Answering answering, RecordedPrompts prompts, MeterRegistry meters)
      throws IOException {
    var door = new ServerSocket();
    try {
      door.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), config.port()), BACKLOG);
    } catch (IOException e) {
      door.close();
      throw new IOException("cannot listen for Asterisk on port " + config.port(), e);
    }
    var edge =
        new FastAgiServer(
            config,
            answering,
            prompts,
            new CallLog(meters),
            door,
            acknowledgements(door, config.secret()));
    Thread.ofVirtual().name("agi-door").start(edge::open);
    return edge;
  }

  /// On the same port, by UDP.
  private static AckListener acknowledgements(ServerSocket door, String secret) throws IOException {
    try {
      return AckListener.listen(door.getLocalPort(), secret);
    } catch (IOException e) {
      door.close();
      throw e;
    }
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
      log.warn("calls left to asterisk count={}", connections.size());
      for (var connection : connections) {
        connection.close();
      }
      ended(LAST_WORDS);
    }
    buffers.close();
    ackListener.close();
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
          log.error("agi accept failed next=0.1s", e);
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
      }
    }
  }

  private void letIn(Socket socket) throws IOException {
    var connection = new AgiConnection(socket);
    pending.add(connection);
    connections.add(connection);
    try {
      pool.execute(() -> serve(connection));
    } catch (RejectedExecutionException closing) {
      forget(connection);
    }
  }

  private void forget(AgiConnection connection) throws IOException {
    pending.remove(connection);
    connections.remove(connection);
    connection.close();
  }

  private void serve(AgiConnection connection) {
    try {
      try {
        converse(connection, connection.admit(config.secret()));
      } finally {
        forget(connection);
      }
    } catch (IOException e) {
      calls.turnedAway(String.valueOf(e.getMessage()));
    }
  }

  private void converse(AgiConnection connection, AgiEnvironment environment) {
    pending.remove(connection);
    if (!slots.tryAcquire()) {
      calls.turnedAway("there are " + config.calls() + " calls; Asterisk records this one alone");
      return;
    }
    try {
      AgiScript script = (_, asterisk) -> answer(environment, connection, asterisk);
      new FastAgiConnectionHandler((_, _) -> script, connection, new DefaultAgiChannelFactory())
          .run();
      connection.violation().ifPresent(calls::turnedAway);
    } finally {
      slots.release();
    }
  }

  private void answer(AgiEnvironment environment, AgiConnection connection, AgiChannel asterisk) {
    try (var keys = buffers.open(environment);
        var acknowledgement = ackListener.expect(environment.channel())) {
      var format = environment.format();
      answer(
          environment,
          new AsteriskChannel(asterisk, connection, format, prompts, keys, acknowledgement));
    }
  }

  private void answer(AgiEnvironment environment, AsteriskChannel channel) {
    var call =
        new IncomingCall(
            environment.presented(),
            environment.line(),
            environment.path(),
            environment.proof(),
            environment.id());
    long from = System.nanoTime();
    calls.begun();
    try {
      var outcome = answering.answer(channel, call);
      calls.ended(outcome, Duration.ofNanos(System.nanoTime() - from));
    } catch (RuntimeException bug) {
      calls.failed(bug, Duration.ofNanos(System.nanoTime() - from));
    }
  }
}
