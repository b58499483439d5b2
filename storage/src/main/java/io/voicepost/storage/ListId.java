package io.voicepost.storage;

/// The key of a list of accounts.
public record ListId(long value) {
  public ListId {
    if (value <= 0) {
      throw new IllegalArgumentException("a list id is positive, not " + value);
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
