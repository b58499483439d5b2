package io.voicepost.gateway.access;

/// An app asked for what it cannot have; asking again for the same does not help.
public final class OAuthException extends Exception {
  private final String error;

  OAuthException(String error, String description) {
    super(description);
    this.error = error;
  }

  /// The code that the standard has for it (RFC 6749, sections 4.1.2.1 and 5.2).
  public String error() {
    return error;
  }

  /// What is wrong, in a sentence for developers.
  public String description() {
    return String.valueOf(getMessage());
  }
}
