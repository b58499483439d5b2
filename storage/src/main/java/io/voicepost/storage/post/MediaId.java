package io.voicepost.storage.post;

/// The key of an upload, made like a [PostId].
public record MediaId(long value) {
  public MediaId {
    if (value <= 0) {
      throw new IllegalArgumentException("a media id is positive, not " + value);
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
