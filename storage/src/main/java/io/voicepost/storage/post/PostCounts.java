package io.voicepost.storage.post;

/// How often a post was answered, reposted, liked and heard.
public record PostCounts(long replies, long reposts, long likes, long plays) {
  public static final PostCounts NONE = new PostCounts(0, 0, 0, 0);
}
