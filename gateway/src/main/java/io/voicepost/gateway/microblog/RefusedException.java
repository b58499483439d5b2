package io.voicepost.gateway.microblog;

/// What was wished cannot be done, now or ever; its message may be shown to who wished it.
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  /// Why.
  public enum Reason {
    /// What it is about does not exist, or may not be seen by who wished it.
    MISSING,
    /// It exists, and is not for who wished it.
    FORBIDDEN,
    /// It makes no sense.
    INVALID
  }

  private final Reason reason;

  public RefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
