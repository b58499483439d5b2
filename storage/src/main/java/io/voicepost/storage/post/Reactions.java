package io.voicepost.storage.post;

/// What one account did with a post.
public record Reactions(boolean liked, boolean reposted, boolean bookmarked) {
  public static final Reactions NONE = new Reactions(false, false, false);
}
