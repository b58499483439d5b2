package io.voicepost.gateway.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Hashes passwords and PINs with Argon2id (RFC 9106): 19 MiB, two passes, one lane, as OWASP's
/// Password Storage Cheat Sheet has it. A few at a time; safe for many threads, which wait their
/// turn.
public final class PasswordHashes {
  private static final Argon2Function ARGON =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

  private static final int SALT_BYTES = 16;
  private static final int PATIENCE_SECONDS = 10;
  private static final int MOST_WAITING = 200;

  private final Pepper pepper;
  private final Semaphore turns;
  private final String nobodys;

  /// @param parallel passwords hashed at once
  PasswordHashes(Pepper pepper, int parallel) {
    this.pepper = pepper;
    this.turns = new Semaphore(parallel, true);
    this.nobodys = pepper.mark() + argon(Secret.fresh().value());
  }

  /// @throws IOException if too many are waiting
  public String hash(String password) throws IOException {
    takeTurn();
    try {
      return pepper.mark() + argon(pepper.season(password));
    } finally {
      turns.release();
    }
  }

  /// Whether the password is the one that was hashed. Takes as long where there is none: `false`.
  ///
  /// @throws IOException if too many are waiting
  boolean matches(String password, Optional<String> hash) throws IOException {
    takeTurn();
    try {
      var known = hash.orElse(nobodys);
      boolean same = false;
      for (var one : pepper.of(known)) {
        same |=
            Password.check(one.season(password), known.substring(known.indexOf('$'))).with(ARGON);
      }
      return same && hash.isPresent();
    } finally {
      turns.release();
    }
  }

  /// Whether the password, or PIN, is the one that was hashed.
  ///
  /// @throws IOException if too many are waiting
  public boolean matches(String password, String hash) throws IOException {
    return matches(password, Optional.of(hash));
  }

  /// Whether it was made with a secret that is to be forgotten one day: then a password that was
  /// right is to be hashed anew.
  public boolean isStale(String hash) {
    return !hash.startsWith(pepper.mark());
  }

  private static String argon(String text) {
    return Password.hash(text).addRandomSalt(SALT_BYTES).with(ARGON).getResult();
  }

  private void takeTurn() throws IOException {
    try {
      if (turns.getQueueLength() < MOST_WAITING
          && turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("too many people sign in at once");
  }
}
