package io.voicepost.storage.sql;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the nodes that share a database, and the operator's commands beside them, tell each other:
/// short texts, to everybody but oneself. They may be late and may be repeated; whoever may have
/// missed some is told that much. Safe for many threads.
public final class NodeChannel implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NodeChannel.class);
  private static final String TEXT = "[a-z][ -~]{0,399}";
  private static final int MOST_WAITING = 8192;

  /// What is sent at once: PostgreSQL carries less than 8000 bytes.
  private static final int FULL = 7000;

  /// Instead of a text: some were lost. And: there will be no more.
  private static final String LOST = "!";

  private static final String END = "";
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Transport transport;
  private final Duration patience;
  private final String name = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean lost = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread sender;

  /// Hears the others, on one thread. What it throws is logged.
  public interface Receiver {
    void hear(String text);

    /// Something may have been said that was not heard; always once in the beginning.
    void missed();
  }

  /// Ends the listening.
  public interface ReceiverRegistration extends AutoCloseable {
    @Override
    void close();
  }

  /// The way between the nodes. Only one thread listens.
  interface Transport {
    void carry(String message) throws IOException;

    /// From here on nothing is missed. May be called again after a failure.
    void open() throws IOException;

    /// Waits a moment and gives what came.
    List<String> await() throws IOException, InterruptedException;

    void close();
  }

  /// @param patience how long closing waits until everything is sent
  NodeChannel(Transport transport, Duration patience) {
    this.transport = transport;
    this.patience = patience;
    this.sender = Thread.ofVirtual().name("node-sender").start(this::send);
  }

  /// Tells the others soon, and returns at once.
  ///
  /// @throws IllegalArgumentException unless it is a short line that begins with a small letter
  public void send(String text) {
    if (!text.matches(TEXT)) {
      throw new IllegalArgumentException("nodes do not talk like this: " + text);
    }
    if (!waiting.offer(text)) {
      lost.set(true);
    }
  }

  /// Listens until that is closed, through every failure. Once at a time.
  public ReceiverRegistration listen(Receiver receiver) {
    var reader = Thread.ofVirtual().name("node-listener").start(() -> listenTo(receiver));
    return () -> {
      reader.interrupt();
      transport.close();
      join(reader);
    };
  }

  private void send() {
    try {
      while (!closed.get() || !waiting.isEmpty()) {
        var message = message();
        if (message.length() > name.length()) {
          carry(message);
        }
      }
    } catch (InterruptedException _) {
      // Closing, and out of patience.
    }
  }

  /// As much of what waits as one message holds, a line each.
  private String message() throws InterruptedException {
    var message = new StringBuilder(name);
    var text = Optional.of(waiting.take());
    if (lost.getAndSet(false)) {
      message.append('\n').append(LOST);
    }
    while (text.isPresent()) {
      if (!text.get().equals(END)) {
        message.append('\n').append(text.get());
      }
      text = message.length() < FULL ? Optional.ofNullable(waiting.poll()) : Optional.empty();
    }
    return message.toString();
  }

  /// Again and again: what was sent once too often does no harm.
  private void carry(String message) throws InterruptedException {
    boolean told = false;
    while (true) {
      try {
        transport.carry(message);
        return;
      } catch (IOException e) {
        if (!told) {
          log.warn("node send failed next=retry error=\"{}\"", e.toString());
        }
        told = true;
      } catch (RuntimeException e) {
        log.error("node send failed next=resync", e);
        lost.set(true);
        return;
      }
      Thread.sleep(PAUSE);
    }
  }

  private void listenTo(Receiver receiver) {
    try {
      boolean told = false;
      while (!Thread.currentThread().isInterrupted()) {
        try {
          transport.open();
          told = false;
          tell(receiver::missed);
          while (!Thread.currentThread().isInterrupted()) {
            transport.await().forEach(message -> hear(message, receiver));
          }
        } catch (IOException | RuntimeException e) {
          if (!told && !Thread.currentThread().isInterrupted()) {
            log.warn("node receive failed next=retry", e);
          }
          told = true;
          Thread.sleep(PAUSE);
        }
      }
    } catch (InterruptedException _) {
      // Closing.
    } finally {
      transport.close();
    }
  }

  private void hear(String message, Receiver receiver) {
    var lines = message.lines().toList();
    if (lines.isEmpty() || lines.getFirst().equals(name)) {
      return;
    }
    for (var line : lines.subList(1, lines.size())) {
      if (line.matches(TEXT)) {
        tell(() -> receiver.hear(line));
      } else {
        tell(receiver::missed);
      }
    }
  }

  private static void tell(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      log.error("node message failed", e);
    }
  }

  /// Sends what waits, as far as it can be in time.
  @Override
  public void close() {
    closed.set(true);
    if (!waiting.offer(END)) {
      lost.set(true);
    }
    join(sender);
  }

  private void join(Thread thread) {
    try {
      if (!thread.join(patience)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
