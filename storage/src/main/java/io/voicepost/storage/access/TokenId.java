package io.voicepost.storage.access;

/// The key of an access token: positive, given by the store, never used again.
public record TokenId(long value) {
  public TokenId {
    if (value <= 0) {
      throw new IllegalArgumentException("the id of an access token is positive, not " + value);
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
