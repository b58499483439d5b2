package io.voicepost.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.voicepost.storage.AccountId;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Seals the secrets of authenticator apps for the database, each for its account: AES-256-GCM
/// (NIST SP 800-38D) with a fresh nonce, under a key derived from `password.secret`. Safe for many
/// threads.
final class FactorVault {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final String mark;
  private final SecretKey key;

  /// Those of the secrets before: what was sealed with them still counts.
  private final List<SecretKey> previous;

  private final SecureRandom random = new SecureRandom();

  FactorVault(Pepper pepper) {
    this.mark = pepper.mark();
    this.key = key(pepper);
    this.previous = pepper.previous().stream().map(FactorVault::key).toList();
  }

  private static SecretKey key(Pepper pepper) {
    return pepper.derive("voicepost second factor sealing", "AES");
  }

  /// Whether it was sealed with a secret that is to be forgotten one day.
  boolean isStale(String sealed) {
    return !sealed.startsWith(mark);
  }

  /// The same, sealed with the newest secret.
  String renewed(AccountId account, String sealed) {
    return seal(account, open(account, sealed));
  }

  String seal(AccountId account, byte[] secret) {
    try {
      byte[] nonce = new byte[NONCE_BYTES];
      random.nextBytes(nonce);
      byte[] text = cipher(Cipher.ENCRYPT_MODE, key, account, nonce).doFinal(secret);
      byte[] box = new byte[NONCE_BYTES + text.length];
      System.arraycopy(nonce, 0, box, 0, NONCE_BYTES);
      System.arraycopy(text, 0, box, NONCE_BYTES, text.length);
      return mark + Base64.getEncoder().encodeToString(box);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  /// @throws IllegalArgumentException if it was sealed with another secret or for another account,
  ///   or changed since
  byte[] open(AccountId account, String sealed) {
    byte[] box = Base64.getDecoder().decode(sealed.substring(sealed.indexOf(':') + 1));
    return opened(account, box, key)
        .or(() -> previous.stream().flatMap(it -> opened(account, box, it).stream()).findFirst())
        .orElseThrow(() ->
            new IllegalArgumentException("this second factor was sealed with another secret"));
  }

  private static Optional<byte[]> opened(AccountId account, byte[] box, SecretKey key) {
    try {
      byte[] nonce = new byte[NONCE_BYTES];
      System.arraycopy(box, 0, nonce, 0, NONCE_BYTES);
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, key, account, nonce)
              .doFinal(box, NONCE_BYTES, box.length - NONCE_BYTES));
    } catch (GeneralSecurityException other) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, SecretKey key, AccountId account, byte[] nonce)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(account.toString().getBytes(US_ASCII));
    return cipher;
  }
}
