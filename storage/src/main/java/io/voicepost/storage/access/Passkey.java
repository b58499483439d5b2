package io.voicepost.storage.access;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.TextRules;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// A key that somebody's device keeps for an account (WebAuthn, level 2).
///
/// @param credentialId the key's public name, Base64url without padding
/// @param label what its owner calls it, 1 to 60 characters
/// @param record what the device told when the key was added, in Base64
/// @param signCount how often it was used, by its own count; 0 where it does not count
public record Passkey(
    String credentialId,
    AccountId account,
    String label,
    String record,
    long signCount,
    Instant createdAt,
    Optional<Instant> usedAt) {
  private static final Pattern RULE = Pattern.compile("[A-Za-z0-9_-]{16,1400}");

  public Passkey {
    if (!RULE.matcher(credentialId).matches()) {
      throw new IllegalArgumentException("a credential id is 16 to 1400 characters of Base64url");
    }
    TextRules.check(label, 60, "the label of a passkey");
  }
}
