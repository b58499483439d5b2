package io.voicepost.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The secret that goes into the hash of every password and is not in the database: whoever has the
/// one and not the other can guess no password. Never printed.
public final class Pepper {
  private static final int MARK_BYTES = 4;

  private final SecretKeySpec key;
  private final String mark;
  private final List<Pepper> previous;

  /// @param secret at least 32 bytes
  public Pepper(byte[] secret) {
    this(secret, List.of());
  }

  /// @param previous those before, newest first: what was hashed with one of them still counts
  public Pepper(byte[] secret, List<Pepper> previous) {
    if (secret.length < 32) {
      throw new IllegalArgumentException("the password secret has at least 32 bytes");
    }
    this.key = new SecretKeySpec(secret, "HmacSHA256");
    this.mark =
        HexFormat.of().formatHex(mac("voicepost pepper mark".getBytes(UTF_8)), 0, MARK_BYTES) + ":";
    this.previous = List.copyOf(previous);
  }

  /// What a hash begins with that was made with this one; says nothing of the secret.
  public String mark() {
    return mark;
  }

  /// Those before, newest first.
  List<Pepper> previous() {
    return previous;
  }

  /// Those a hash may have been made with: by its mark one of them, or, for it has none, all.
  List<Pepper> of(String hash) {
    var all = new ArrayList<Pepper>();
    all.add(this);
    all.addAll(previous);
    if (hash.startsWith("$")) {
      return all;
    }
    return all.stream().filter(it -> hash.startsWith(it.mark)).toList();
  }

  /// The password as it is hashed: always of the same length. One that looks the same and was typed
  /// on another keyboard is the same (NIST SP 800-63B, section 5.1.1.2).
  String season(String password) {
    byte[] normal = Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(UTF_8);
    return Base64.getEncoder().encodeToString(mac(normal));
  }

  private byte[] mac(byte[] text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /// A key for another purpose, from the same secret (RFC 5869).
  SecretKey derive(String purpose, String algorithm) {
    try {
      var hkdf =
          HKDFParameterSpec.ofExtract()
              .addIKM(key.getEncoded())
              .thenExpand(purpose.getBytes(US_ASCII), 32);
      byte[] derived = KDF.getInstance("HKDF-SHA256").deriveData(hkdf);
      return new SecretKeySpec(derived, algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 25 has HKDF-SHA256", e);
    }
  }

  @Override
  public String toString() {
    return "pepper";
  }
}
