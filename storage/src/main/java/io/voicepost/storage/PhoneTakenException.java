package io.voicepost.storage;

/// This phone is linked to another account. Trying again does not help.
public final class PhoneTakenException extends Exception {
  public PhoneTakenException() {
    super("this phone is linked to another account");
  }
}
