package io.voicepost.storage;

/// How often a post was answered, reposted and liked.
public record PostCounts(long replies, long reposts, long likes) {
  public static final PostCounts NONE = new PostCounts(0, 0, 0);
}
