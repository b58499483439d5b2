package io.voicepost.storage;

import java.util.regex.Pattern;

/// By what a phone is found without its number being known here: a keyed hash, 64 hexadecimal
/// digits.
public record PhoneKey(String hex) {
  private static final Pattern RULE = Pattern.compile("[0-9a-f]{64}");

  public PhoneKey {
    if (!RULE.matcher(hex).matches()) {
      throw new IllegalArgumentException("a phone key is 64 hexadecimal digits");
    }
  }
}
