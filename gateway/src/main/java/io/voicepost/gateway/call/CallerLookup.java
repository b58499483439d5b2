package io.voicepost.gateway.call;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.CallerDirectory;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out who calls while the caller listens to the greeting, so that a slow database keeps
/// nobody waiting.
final class CallerLookup {
  private static final Logger log = LoggerFactory.getLogger(CallerLookup.class);

  private final CallerDirectory directory;
  private final IncomingCall call;
  private final FutureTask<Caller> lookup;

  private CallerLookup(CallerDirectory directory, IncomingCall call) {
    this.directory = directory;
    this.call = call;
    this.lookup =
        new FutureTask<>(() -> directory.identify(call.presented(), call.line().region()));
  }

  static CallerLookup start(CallerDirectory directory, IncomingCall call) {
    var started = new CallerLookup(directory, call);
    Thread.ofVirtual().name("caller-lookup").start(started.lookup);
    return started;
  }

  /// Who calls; unresolved if it cannot be found out within `patience` from now.
  Caller await(Duration patience) {
    try {
      return lookup.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException slow) {
      lookup.cancel(true);
      log.warn("The database is slow. The message will find its account when published.");
      return unresolved();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unresolved();
    } catch (ExecutionException | CancellationException e) {
      log.error("The look-up failed. The message will find its account when published.", e);
      return unresolved();
    }
  }

  private Caller unresolved() {
    return directory.unresolved(call.presented(), call.line().region());
  }
}
