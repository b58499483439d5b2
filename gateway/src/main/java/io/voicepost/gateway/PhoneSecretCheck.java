package io.voicepost.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.storage.access.SecretStore;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds the numbers in the database against the phone secret of the settings.
public final class PhoneSecretCheck {
  private static final Logger log = LoggerFactory.getLogger(PhoneSecretCheck.class);

  private PhoneSecretCheck() {}

  /// Seals every number anew where the secret was changed: all at once, before a number is looked
  /// for.
  ///
  /// @throws IOException if they were sealed with a secret that the settings do not name
  static void run(SecretStore secrets, PhoneVault vault) throws IOException {
    var kept = secrets.phones();
    if (isCurrent(secrets, vault, kept)) {
      if (kept.isEmpty()) {
        secrets.rememberPhones(vault.fingerprint());
      }
      return;
    }
    requirePrevious(secrets, vault, kept);
    secrets.resealPhones(kept, vault.fingerprint(), vault::renewed);
    log.info("phone numbers sealed anew secret=phone.secret");
  }

  /// For a command, which changes no number that the gateway looks for.
  ///
  /// @throws IOException if they were sealed with another secret
  static void check(SecretStore secrets, PhoneVault vault) throws IOException {
    var kept = secrets.phones();
    if (!isCurrent(secrets, vault, kept)) {
      requirePrevious(secrets, vault, kept);
      throw new IOException(
          "phone.secret was changed: start the gateway anew, which seals the numbers with it");
    }
  }

  /// Tells the secrets of one configuration from those of another, and nothing else of them.
  public static String fingerprint(GatewayConfig config) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(config.vault().fingerprint().getBytes(UTF_8));
      digest.update(config.access().pepper().mark().getBytes(UTF_8));
      // Known to nobody without the phone secret: sixteen letters alone could be guessed.
      var key = config.vault().codeKey("fallback key", config.adopter().fallbackKeys().getFirst());
      digest.update(key.hex().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static boolean isCurrent(SecretStore secrets, PhoneVault vault, Optional<String> kept)
      throws IOException {
    return kept.isPresent()
        ? kept.get().equals(vault.fingerprint())
        : secrets.anyPhone().map(it -> vault.opens(it.number())).orElse(true);
  }

  private static void requirePrevious(SecretStore secrets, PhoneVault vault, Optional<String> kept)
      throws IOException {
    if (vault.previous().isEmpty() || !isCurrent(secrets, vault.previous().get(), kept)) {
      throw new IOException(
          "the numbers in the database were sealed with another phone.secret: put that one back, or"
              + " name it as phone.secret-previous");
    }
  }
}
