package io.voicepost.gateway.agi;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys of one caller in the order in which they were pressed, until somebody takes them.
///
/// Between two commands Asterisk reads the channel and throws away what it reads, so the reply to a
/// command says that a key ended it and no more: which keys there were, the manager interface says.
/// While that is away, the replies are all there is.
///
/// One thread takes the keys; the manager interface's brings them.
final class DtmfBuffer implements AutoCloseable {
  static final String KEYS = "0123456789*#";

  /// What ends a recording, and whatever is keyed in.
  static final char END = '#';

  /// A key that no telephone has: pressed by us, it ends a command that takes keys.
  static final char CUT = 'E';

  /// Another one, which ends a recording.
  static final char STOP = 'F';

  /// More keys than this are not typed ahead.
  private static final int MOST = 1000;

  /// So long a command may take to end by itself after a key.
  private static final Duration GRACE = Duration.ofMillis(250);

  /// So long after the reply to a command its key may be told.
  private static final Duration NEWS = Duration.ofMillis(200);

  /// So long whoever keyed in as much as they may still thinks that `#` has to follow.
  private static final Duration HABIT = Duration.ofSeconds(3);

  /// So long a key that ended a recording is waited for.
  private static final Duration LATE_NEWS = Duration.ofSeconds(2);

  private static final Executor WAKE =
      CompletableFuture.delayedExecutor(
          GRACE.toMillis(),
          TimeUnit.MILLISECONDS,
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("keys-", 0).factory()));

  private static final Logger log = LoggerFactory.getLogger(DtmfBuffer.class);

  /// @param held how long the key was down; empty if nobody told
  record Press(char key, Optional<Duration> held) {
    Press {
      if (KEYS.indexOf(key) < 0) {
        throw new IllegalArgumentException("no key of a telephone");
      }
    }
  }

  private final Optional<AmiClient> ami;
  private final String channel;
  private final DtmfEvents presses = new DtmfEvents();
  private final Deque<Press> keys = new ArrayDeque<>();
  private long fullUntil;

  /// A key of which only a reply told; whoever came back meanwhile may tell of it once more.
  private char owed;

  private long owedUntil;
  private long commands;
  private boolean running;

  /// @param channel Asterisk's name of the call
  DtmfBuffer(AmiClient ami, String channel) {
    this(Optional.of(ami), channel);
  }

  private DtmfBuffer(Optional<AmiClient> ami, String channel) {
    this.ami = ami;
    this.channel = channel;
  }

  /// One where there is no manager interface.
  static DtmfBuffer alone() {
    return new DtmfBuffer(Optional.empty(), "");
  }

  /// Waits a little until somebody tells of keys, where nobody was asked before.
  void connect() {
    ami.ifPresent(AmiClient::awaitLogin);
  }

  /// Who tells all keys now; empty while nobody does.
  Optional<AmiSession> source() {
    return ami.flatMap(AmiClient::session);
  }

  /// The next key that was pressed already.
  synchronized Optional<Character> next() {
    var press = Optional.ofNullable(keys.poll());
    if (press.filter(it -> it.key() == END).isPresent() && System.nanoTime() < fullUntil) {
      press = Optional.ofNullable(keys.poll());
    }
    if (press.isPresent()) {
      fullUntil = System.nanoTime();
    }
    return press.map(Press::key);
  }

  synchronized boolean isEmpty() {
    return keys.isEmpty();
  }

  /// A command was ended by a key, perhaps not the first since the last one was taken. Nothing, if
  /// it was one that has been taken before: Asterisk played it out late.
  ///
  /// @param before who told all keys when the command began
  synchronized Optional<Character> next(char key, Optional<AmiSession> before) {
    boolean told = before.isPresent() && before.equals(source());
    await(before.isPresent() || source().isPresent() ? NEWS : Duration.ZERO);
    boolean isLast = !keys.isEmpty() && keys.getLast().key() == key;
    if (!told && !isLast && KEYS.indexOf(key) >= 0) {
      keys.add(new Press(key, Optional.empty()));
      owed = key;
      owedUntil = System.nanoTime() + LATE_NEWS.toNanos();
    }
    return next();
  }

  /// Puts back the key that was taken last.
  synchronized void putBack(char key) {
    keys.addFirst(new Press(key, Optional.empty()));
  }

  /// All keys that were asked for are there: a `#` right after them is none of the next ones.
  synchronized void full() {
    fullUntil = System.nanoTime() + HABIT.toNanos();
  }

  /// Forgets what was pressed until now.
  synchronized void forget() {
    keys.clear();
    fullUntil = System.nanoTime();
  }

  /// Forgets what was pressed until `#`, which was pressed by now.
  ///
  /// @return how long it was down, if somebody told
  synchronized Optional<Duration> forgetThroughEnd() {
    long until = System.nanoTime() + LATE_NEWS.toNanos();
    while (true) {
      var press = keys.poll();
      if (press != null && press.key() == END) {
        return press.held();
      }
      if (press == null
          && (source().isEmpty() || !await(Duration.ofNanos(until - System.nanoTime())))) {
        return Optional.empty();
      }
    }
  }

  /// A command begins that ends with a key: with any that is here already or comes meanwhile.
  synchronized void begins() {
    commands++;
    running = true;
    wake();
  }

  synchronized void ends() {
    running = false;
  }

  /// Ends the recording.
  void stop() throws IOException {
    press(STOP);
  }

  synchronized void down(char key) {
    if (KEYS.indexOf(key) >= 0) {
      presses.down(key, System.nanoTime());
    }
  }

  synchronized void up(char key, Duration length) {
    if (KEYS.indexOf(key) < 0 || !presses.up(key, System.nanoTime())) {
      return;
    }
    if (key == owed && System.nanoTime() < owedUntil) {
      owedUntil = System.nanoTime();
    } else if (keys.size() < MOST) {
      keys.add(new Press(key, Optional.of(length)));
      notifyAll();
      wake();
    }
  }

  @Override
  public void close() {
    ami.ifPresent(it -> it.forget(channel, this));
  }

  /// Whether a key is there in time.
  private boolean await(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    try {
      for (long left = time.toMillis(); keys.isEmpty() && left > 0; ) {
        wait(left);
        left = (until - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !keys.isEmpty();
  }

  /// The key that should have ended the command may have been pressed just before it.
  private void wake() {
    if (running && !keys.isEmpty() && source().isPresent()) {
      long command = commands;
      WAKE.execute(() -> cut(command));
    }
  }

  private void cut(long command) {
    synchronized (this) {
      if (!running || commands != command || keys.isEmpty()) {
        return;
      }
    }
    try {
      press(CUT);
    } catch (IOException e) {
      log.debug("playback not cut error=\"{}\"", e.toString());
    }
  }

  private void press(char key) throws IOException {
    var session = source();
    if (session.isEmpty()) {
      throw new IOException("Asterisk's manager interface is away");
    }
    session.get().press(channel, key);
  }
}
