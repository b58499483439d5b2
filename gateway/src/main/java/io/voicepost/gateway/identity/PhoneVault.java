package io.voicepost.gateway.identity;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.SealedNumber;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.access.CodeKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals phone numbers and makes the keys that find them: AES-256-GCM (NIST SP 800-38D) with a
/// fresh nonce for what is kept, HMAC-SHA-256 (RFC 2104) for what is looked up, both keys derived
/// from one secret by HKDF (RFC 5869). Whoever has the database and not the secret has no numbers.
///
/// Safe for many threads.
public final class PhoneVault {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey sealing;
  private final SecretKey finding;
  private final SecretKey codes;
  private final String fingerprint;
  private final Optional<PhoneVault> previous;
  private final SecureRandom random = new SecureRandom();

  /// @param secret at least 32 bytes
  public PhoneVault(byte[] secret) {
    this(secret, Optional.empty());
  }

  /// @param previous the vault of the secret before: what it sealed can still be opened
  public PhoneVault(byte[] secret, Optional<PhoneVault> previous) {
    if (secret.length < 32) {
      throw new IllegalArgumentException("the phone secret has at least 32 bytes");
    }
    this.sealing = derive(secret, "voicepost phone sealing", "AES");
    this.finding = derive(secret, "voicepost phone finding", "HmacSHA256");
    this.codes = derive(secret, "voicepost code finding", "HmacSHA256");
    this.fingerprint =
        mac(derive(secret, "voicepost phone fingerprint", "HmacSHA256"), new byte[0]);
    this.previous = previous;
  }

  /// Tells one secret from another, and nothing else of it.
  public String fingerprint() {
    return fingerprint;
  }

  /// The vault of the secret before, while there may be something that it sealed.
  public Optional<PhoneVault> previous() {
    return previous;
  }

  /// The same number, sealed and found by this secret and no older one.
  ///
  /// @throws IllegalArgumentException if it was sealed with another secret, or changed since
  public SealedPhone renewed(SealedPhone sealed) {
    return opens(sealed.number()) ? sealed : seal(open(sealed.number()));
  }

  /// Whether it was sealed with this very secret.
  public boolean opens(SealedNumber sealed) {
    try {
      decrypt(sealed);
      return true;
    } catch (GeneralSecurityException other) {
      return false;
    }
  }

  public SealedPhone seal(PhoneNumber number) {
    return new SealedPhone(key(number), encrypt(number));
  }

  public PhoneKey key(PhoneNumber number) {
    return new PhoneKey(mac(finding, bytes(number)));
  }

  /// By what the calls of an account are counted that come from no number.
  PhoneKey memberKey(AccountId account) {
    return new PhoneKey(codeKey("calls of", account.toString()).hex());
  }

  /// By what something short is found, or counted, without being known to who has the database.
  ///
  /// @param kind what it is: the same text of another kind has another key
  public CodeKey codeKey(String kind, String text) {
    return new CodeKey(mac(codes, (kind + "\n" + text).getBytes(StandardCharsets.UTF_8)));
  }

  /// The keys under which something short may be kept: this secret's, then that of the one before.
  public List<CodeKey> codeKeys(String kind, String text) {
    var keys = new ArrayList<CodeKey>();
    keys.add(codeKey(kind, text));
    previous.ifPresent(it -> keys.add(it.codeKey(kind, text)));
    return keys;
  }

  private static String mac(SecretKey key, byte[] bytes) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /// @throws IllegalArgumentException if it was sealed with another secret, or changed since
  public PhoneNumber open(SealedNumber sealed) {
    try {
      return decrypt(sealed);
    } catch (GeneralSecurityException e) {
      return previous
          .orElseThrow(
              () -> new IllegalArgumentException("this number was sealed with another secret", e))
          .open(sealed);
    }
  }

  private PhoneNumber decrypt(SealedNumber sealed) throws GeneralSecurityException {
    byte[] box = Base64.getDecoder().decode(sealed.base64());
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, sealing, new GCMParameterSpec(TAG_BITS, box, 0, NONCE_BYTES));
    byte[] opened = cipher.doFinal(box, NONCE_BYTES, box.length - NONCE_BYTES);
    return new PhoneNumber(new String(opened, StandardCharsets.US_ASCII));
  }

  private SealedNumber encrypt(PhoneNumber number) {
    try {
      byte[] nonce = new byte[NONCE_BYTES];
      random.nextBytes(nonce);
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, sealing, new GCMParameterSpec(TAG_BITS, nonce));
      byte[] text = cipher.doFinal(bytes(number));
      byte[] box = new byte[NONCE_BYTES + text.length];
      System.arraycopy(nonce, 0, box, 0, NONCE_BYTES);
      System.arraycopy(text, 0, box, NONCE_BYTES, text.length);
      return new SealedNumber(Base64.getEncoder().encodeToString(box));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  private static byte[] bytes(PhoneNumber number) {
    return number.e164().getBytes(StandardCharsets.US_ASCII);
  }

  private static SecretKey derive(byte[] secret, String purpose, String algorithm) {
    try {
      var hkdf =
          HKDFParameterSpec.ofExtract()
              .addIKM(secret)
              .thenExpand(purpose.getBytes(StandardCharsets.US_ASCII), 32);
      byte[] key = KDF.getInstance("HKDF-SHA256").deriveData(hkdf);
      return new SecretKeySpec(key, algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 25 has HKDF-SHA256", e);
    }
  }
}
