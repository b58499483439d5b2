package io.voicepost.gateway.web.stream;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A bounded number of slots that holders share: nobody has more than each may, and when all are
/// taken, whoever has most gives one up to who has fewer. So nobody, and no number of holders
/// together, keeps the others out. Safe for many threads.
public final class FairSlots {
  private final int all;
  private final int each;
  private final Map<String, Deque<Slot>> held = new HashMap<>();
  private int taken;

  /// @param all slots there are
  /// @param each slots that one holder may have
  public FairSlots(int all, int each) {
    this.all = all;
    this.each = each;
  }

  /// One slot. Closed when what held it has ended; again is harmless.
  public final class Slot implements AutoCloseable {
    private final String who;
    private final Runnable giveUp;

    private Slot(String who, Runnable giveUp) {
      this.who = who;
      this.giveUp = giveUp;
    }

    @Override
    public void close() {
      free(this);
    }
  }

  /// Takes a slot, if there is one for this holder.
  ///
  /// @param giveUp ends what holds the slot, without waiting; its slot is another's by then
  public Optional<Slot> take(String who, Runnable giveUp) {
    var slot = new Slot(who, giveUp);
    Optional<Slot> loser = Optional.empty();
    synchronized (this) {
      int mine = held(who);
      if (mine >= each) {
        return Optional.empty();
      }
      if (taken >= all) {
        loser = newestOfWhoHasMost(mine + 1);
        if (loser.isEmpty()) {
          return Optional.empty();
        }
        free(loser.get());
      }
      held.computeIfAbsent(who, _ -> new ArrayDeque<>()).add(slot);
      taken++;
    }
    loser.ifPresent(it -> it.giveUp.run());
    return Optional.of(slot);
  }

  private int held(String who) {
    var slots = held.get(who);
    return slots == null ? 0 : slots.size();
  }

  private Optional<Slot> newestOfWhoHasMost(int atLeast) {
    return held.values().stream()
        .max(Comparator.comparingInt(Deque::size))
        .filter(it -> it.size() > atLeast)
        .map(Deque::getLast);
  }

  private synchronized void free(Slot slot) {
    var slots = held.get(slot.who);
    if (slots != null && slots.remove(slot)) {
      taken--;
      if (slots.isEmpty()) {
        held.remove(slot.who);
      }
    }
  }
}
