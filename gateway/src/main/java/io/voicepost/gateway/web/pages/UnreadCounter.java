package io.voicepost.gateway.web.pages;

import io.voicepost.gateway.access.SecurityNotices;
import io.voicepost.gateway.identity.Pins;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.phone.PinState;
import io.voicepost.storage.post.Marker;
import java.io.IOException;

/// What somebody may want to look at: what they were told since they last looked, and what of the
/// telephone waits for them until they did something about it.
public record UnreadCounter(Microblog microblog, Pins pins, SecurityNotices notices) {
  private static final int MOST = 100;
  private static final int MOST_CALLS = 10;

  UnreadCounts count(AccountId reader) throws IOException {
    int told = microblog.notifier().countAfter(reader, lastRead(microblog, reader), MOST);
    int alarms = isAlarming(pins.state(reader)) ? 1 : 0;
    return new UnreadCounts(
        told,
        microblog.approvals().of(reader, MOST_CALLS).size() + alarms,
        notices.unseen(reader, MOST_CALLS));
  }

  /// Whether somebody locked the PIN out and nobody keyed in the right one since.
  static boolean isAlarming(PinState pin) {
    return pin.tries() >= Pins.TRIES_A_CALL;
  }

  /// The last notification that was read; 0 for none.
  static long lastRead(Microblog microblog, AccountId reader) throws IOException {
    return microblog.markers().of(reader).stream()
        .filter(it -> it.timeline() == Marker.MarkedTimeline.NOTIFICATIONS)
        .mapToLong(Marker::lastRead)
        .findFirst()
        .orElse(0);
  }
}
