package io.voicepost.storage;

/// A phone number as it is kept: encrypted, in Base64. Only `identity` can open it.
public record SealedNumber(String base64) {
  public SealedNumber {
    if (base64.isEmpty() || base64.length() > 200) {
      throw new IllegalArgumentException("a sealed number has 1 to 200 characters");
    }
  }
}
