package io.voicepost.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret that goes into the hash of every password and is not in the database: whoever has the
/// one and not the other can guess no password. Never printed.
public final class Pepper {
  private final SecretKeySpec key;

  /// @param secret at least 32 bytes, the same for the life of the database
  public Pepper(byte[] secret) {
    if (secret.length < 32) {
      throw new IllegalArgumentException("the password secret has at least 32 bytes");
    }
    this.key = new SecretKeySpec(secret, "HmacSHA256");
  }

  /// The password as it is hashed: always of the same length. One that looks the same and was typed
  /// on another keyboard is the same (NIST SP 800-63B, section 5.1.1.2).
  String season(String password) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] normal = Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(UTF_8);
      return Base64.getEncoder().encodeToString(mac.doFinal(normal));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "pepper";
  }
}
