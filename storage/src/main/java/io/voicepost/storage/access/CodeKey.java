package io.voicepost.storage.access;

import java.util.regex.Pattern;

/// By what a code that people key in is found without being known here: a keyed hash, 64
/// hexadecimal digits. Without the key, which is not in the database, short codes cannot be guessed
/// from it.
public record CodeKey(String hex) {
  private static final Pattern RULE = Pattern.compile("[0-9a-f]{64}");

  public CodeKey {
    if (!RULE.matcher(hex).matches()) {
      throw new IllegalArgumentException("the key of a code is 64 hexadecimal digits");
    }
  }
}
