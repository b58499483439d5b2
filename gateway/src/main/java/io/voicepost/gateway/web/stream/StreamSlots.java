package io.voicepost.gateway.web.stream;

import io.voicepost.storage.AccountId;
import java.util.Optional;

/// How many may follow live at once, by whichever way. A quarter of the slots is for members alone,
/// who take others as well; visitors are counted by their address, members by their account. Safe
/// for many threads.
public final class StreamSlots {
  private final FairSlots open;
  private final FairSlots members;

  /// @param all slots there are
  /// @param each slots of one account or address
  public StreamSlots(int all, int each) {
    this.members = new FairSlots(all / 4, each);
    this.open = new FairSlots(all - all / 4, each);
  }

  /// Takes a slot, if there is one.
  ///
  /// @param member who follows, if they are signed in
  /// @param address by what their address is counted
  /// @param giveUp ends the stream, without waiting
  public Optional<FairSlots.Slot> take(
      Optional<AccountId> member, String address, Runnable giveUp) {
    if (member.isEmpty()) {
      return open.take("address " + address, giveUp);
    }
    var who = "account " + member.get();
    return members.take(who, giveUp).or(() -> open.take(who, giveUp));
  }
}
