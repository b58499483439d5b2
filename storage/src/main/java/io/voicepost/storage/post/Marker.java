package io.voicepost.storage.post;

import java.time.Instant;

/// How far an account has read a timeline.
///
/// @param lastRead the id of the newest entry that was read
/// @param version how often the mark was moved
public record Marker(MarkedTimeline timeline, long lastRead, int version, Instant updatedAt) {
  /// What is read.
  public enum MarkedTimeline {
    HOME,
    NOTIFICATIONS;

    public String column() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static MarkedTimeline ofColumn(String name) {
      return valueOf(name.toUpperCase(java.util.Locale.ROOT));
    }
  }

  public Marker {
    if (lastRead <= 0 || version <= 0) {
      throw new IllegalArgumentException("a marker names an entry and has a version");
    }
  }
}
