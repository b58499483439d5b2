package io.voicepost.gateway.access;

/// What the access room is told.
///
/// @param signUpOpen whether people may make accounts themselves
/// @param hashing passwords hashed at once, each on 19 MiB
public record AccessConfig(Pepper pepper, boolean signUpOpen, int hashing, TokenLifetime tokens) {
  public AccessConfig {
    if (hashing < 1) {
      throw new IllegalArgumentException("at least one password is hashed at once");
    }
  }

  /// Open, with half the processors for passwords.
  public static AccessConfig usual(Pepper pepper) {
    return new AccessConfig(
        pepper,
        true,
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
        TokenLifetime.USUAL);
  }
}
