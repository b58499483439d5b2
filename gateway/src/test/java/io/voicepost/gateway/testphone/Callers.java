package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// Many callers who all place the same call, one after another. One thread works all their phones,
/// so that hundreds of them leave most of the machine to those they call.
public final class Callers {
  private static final long TICK = 5_000_000;

  private Callers() {}

  /// A call that is over.
  ///
  /// @param dialledAt as `System.nanoTime` counts
  public record Finished(long dialledAt, DialResult outcome) {
    /// When it was answered, as `System.nanoTime` counts.
    public long answeredAt() {
      return dialledAt + ended().answeredAfter().toNanos();
    }

    /// When its goodbye was sent or came, as `System.nanoTime` counts.
    public long endedAt() {
      return answeredAt() + ended().lasted().toNanos();
    }

    /// Whether it was answered, and the caller could say it all before hanging up.
    public boolean isWell() {
      return outcome instanceof DialResult.Ended ended && !ended.byService();
    }

    private DialResult.Ended ended() {
      if (outcome instanceof DialResult.Ended ended) {
        return ended;
      }
      throw new IllegalStateException("nobody took the call: " + outcome);
    }
  }

  /// What became of all calls, in the order of their ends.
  ///
  /// @param peak the most calls at one time
  public record Done(List<Finished> calls, int peak) {
    public Done {
      calls = List.copyOf(calls);
    }
  }

  /// Places `calls` calls, one each `apart`, and waits for the end of all.
  ///
  /// @param progress is told how many are over
  public static Done call(Call call, int calls, Duration apart, IntConsumer progress)
      throws CannotCallException, IOException, InterruptedException {
    var sound = EncodedSpeech.encode(call.speech(), call.phone().codec(), call.longest());
    var invite = InviteHeaders.of(call.from(), call.to(), call.service());
    var open = new ArrayList<Open>();
    var finished = new ArrayList<Finished>();
    int peak = 0;
    int placed = 0;
    long start = System.nanoTime();
    try {
      while (finished.size() < calls) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        long now = System.nanoTime();
        if (placed < calls && now - start >= placed * apart.toNanos()) {
          open.add(new Open(new SipPhone(call, invite, sound, SipPhone.Companions.NONE, now), now));
          placed++;
          peak = Math.max(peak, open.size());
        } else {
          LockSupport.parkNanos(TICK);
        }
        for (var it = open.iterator(); it.hasNext(); ) {
          var one = it.next();
          one.phone().tick(System.nanoTime());
          if (one.phone().isOver()) {
            it.remove();
            finished.add(one.over());
            progress.accept(finished.size());
          }
        }
      }
    } finally {
      for (var one : open) {
        one.phone().close();
      }
    }
    return new Done(finished, peak);
  }

  private record Open(SipPhone phone, long dialledAt) {
    Finished over() throws IOException {
      try (phone) {
        return new Finished(dialledAt, phone.outcome());
      }
    }
  }
}
