package io.voicepost.storage;

/// How one account stands to another, as the Mastodon API's entity of that name.
public record Relationship(
    boolean following,
    boolean reposts,
    boolean told,
    boolean followedBy,
    boolean requested,
    boolean requestedBy,
    boolean blocking,
    boolean blockedBy,
    boolean muting,
    boolean mutingNotifications) {
  public static final Relationship NONE =
      new Relationship(false, false, false, false, false, false, false, false, false, false);
}
