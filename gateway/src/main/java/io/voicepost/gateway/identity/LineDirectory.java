package io.voicepost.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.voicepost.storage.phone.LineStore;
import io.voicepost.storage.phone.ServiceLine;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lines as they are now, or were some seconds ago, so that a change needs no restart. A call
/// always finds a line: while the database does not answer, the one that was known last. Safe for
/// many threads.
public final class LineDirectory {
  /// How old what is told may be.
  static final Duration FRESH = Duration.ofSeconds(5);

  /// How long a caller waits for the database; Asterisk waits 4 s for us.
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(LineDirectory.class);

  private final LineStore store;
  private final ServiceLine usual;
  private final Clock clock;
  private final Cache<String, CachedLine> known = Caffeine.newBuilder().maximumSize(10_000).build();

  private record CachedLine(Optional<ServiceLine> line, Instant at) {}

  /// @param usual the line of numbers that have no row
  public LineDirectory(LineStore store, ServiceLine usual, Clock clock) {
    this.store = store;
    this.usual = usual;
    this.clock = clock;
  }

  /// Writes the usual line down where there is none at all, for the operator to change.
  public void begin() throws IOException {
    if (store.addFirst(usual)) {
      log.info("line created line={}", usual.number());
    }
  }

  /// The line of a number; the usual one, under that number, where it has no row.
  public ServiceLine of(String number) {
    var last = Optional.ofNullable(known.getIfPresent(number));
    var now = clock.instant();
    var current =
        last.filter(it -> now.isBefore(it.at().plus(FRESH)))
            .or(() -> read(number, now))
            .or(() -> last);
    return current.flatMap(CachedLine::line).orElseGet(() -> usual.at(number));
  }

  /// The line of a number as it is now, for whoever can wait: no rule of a line is passed over
  /// because a database was slow.
  ///
  /// @throws IOException if the database did not answer
  public ServiceLine asStored(String number) throws IOException {
    return store.line(number).orElseGet(() -> usual.at(number));
  }

  /// Forgets what it knows, to be told of a change at once.
  public void forget() {
    known.invalidateAll();
  }

  private Optional<CachedLine> read(String number, Instant now) {
    var read =
        AsyncLookup.begin("line", () -> new CachedLine(store.line(number), now)).await(PATIENCE);
    read.ifPresent(it -> known.put(number, it));
    return read;
  }
}
