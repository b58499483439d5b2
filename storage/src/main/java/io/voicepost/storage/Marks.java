package io.voicepost.storage;

/// What one account did with a post.
public record Marks(boolean liked, boolean reposted, boolean bookmarked) {
  public static final Marks NONE = new Marks(false, false, false);
}
