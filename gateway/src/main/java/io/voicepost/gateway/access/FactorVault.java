package io.voicepost.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.voicepost.storage.AccountId;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Seals the secrets of authenticator apps for the database, each for its account: AES-256-GCM
/// (NIST SP 800-38D) with a fresh nonce, under a key derived from `password.secret`. Safe for many
/// threads.
final class FactorVault {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  FactorVault(Pepper pepper) {
    this.key = pepper.derive("voicepost second factor sealing", "AES");
  }

  String seal(AccountId account, byte[] secret) {
    try {
      byte[] nonce = new byte[NONCE_BYTES];
      random.nextBytes(nonce);
      byte[] text = cipher(Cipher.ENCRYPT_MODE, account, nonce).doFinal(secret);
      byte[] box = new byte[NONCE_BYTES + text.length];
      System.arraycopy(nonce, 0, box, 0, NONCE_BYTES);
      System.arraycopy(text, 0, box, NONCE_BYTES, text.length);
      return Base64.getEncoder().encodeToString(box);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  /// @throws IllegalArgumentException if it was sealed with another secret or for another account,
  ///   or changed since
  byte[] open(AccountId account, String sealed) {
    try {
      byte[] box = Base64.getDecoder().decode(sealed);
      byte[] nonce = new byte[NONCE_BYTES];
      System.arraycopy(box, 0, nonce, 0, NONCE_BYTES);
      return cipher(Cipher.DECRYPT_MODE, account, nonce)
          .doFinal(box, NONCE_BYTES, box.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("this second factor was sealed with another secret", e);
    }
  }

  private Cipher cipher(int mode, AccountId account, byte[] nonce) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(account.toString().getBytes(US_ASCII));
    return cipher;
  }
}
