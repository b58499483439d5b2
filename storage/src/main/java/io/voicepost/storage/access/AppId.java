package io.voicepost.storage.access;

/// The key of an app: positive, given by the store, never used again.
public record AppId(long value) {
  public AppId {
    if (value <= 0) {
      throw new IllegalArgumentException("the id of an app is positive, not " + value);
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
