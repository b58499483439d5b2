package io.voicepost.storage.access;

import java.util.regex.Pattern;

/// By what a secret is found without being known here: its SHA-256, 64 hexadecimal digits. Only for
/// secrets too random to be guessed; a password needs more.
public record SecretHash(String hex) {
  private static final Pattern RULE = Pattern.compile("[0-9a-f]{64}");

  public SecretHash {
    if (!RULE.matcher(hex).matches()) {
      throw new IllegalArgumentException("the hash of a secret is 64 hexadecimal digits");
    }
  }
}
