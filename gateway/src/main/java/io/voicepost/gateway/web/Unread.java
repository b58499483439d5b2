package io.voicepost.gateway.web;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Marker;
import java.io.IOException;

/// How much somebody was told since they last looked.
record Unread(Microblog microblog) {
  private static final int MOST = 100;

  /// How many, counted up to 100.
  int count(AccountId reader) throws IOException {
    return microblog.telling().countAfter(reader, lastRead(reader), MOST);
  }

  /// The last notification that was read; 0 for none.
  long lastRead(AccountId reader) throws IOException {
    return microblog.markers().of(reader).stream()
        .filter(it -> it.timeline() == Marker.Timeline.NOTIFICATIONS)
        .mapToLong(Marker::lastRead)
        .findFirst()
        .orElse(0);
  }
}
