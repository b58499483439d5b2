package io.voicepost.storage;

/// Another account has this handle. Trying again does not help.
public final class HandleTakenException extends Exception {
  public HandleTakenException(Handle handle) {
    super("the handle @" + handle + " is taken");
  }
}
