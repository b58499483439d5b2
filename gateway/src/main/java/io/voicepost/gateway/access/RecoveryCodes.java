package io.voicepost.gateway.access;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.SecretHash;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Ten ways in without the device, each for one time, told once: 80 random bits each, so that their
/// SHA-256 is enough to keep. Never printed.
public record RecoveryCodes(List<String> codes) {
  static final int COUNT = 10;

  private static final int BYTES = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  public RecoveryCodes {
    codes = List.copyOf(codes);
  }

  static RecoveryCodes fresh() {
    return new RecoveryCodes(Stream.generate(RecoveryCodes::code).limit(COUNT).toList());
  }

  /// Four groups of four, as people copy them best.
  private static String code() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base32.encode(bytes).toLowerCase(Locale.ROOT).replaceAll("(.{4})(?=.)", "$1-");
  }

  Set<SecretHash> hashes(AccountId account) {
    return codes.stream().map(it -> hash(account, it)).collect(Collectors.toSet());
  }

  /// By what a typed code is found; hyphens, spaces and capitals do not matter. No hash of one
  /// account is of use for another.
  static SecretHash hash(AccountId account, String typed) {
    var plain = typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    return new Secret("recovery " + account + " " + plain).hash();
  }

  @Override
  public String toString() {
    return "recovery codes";
  }
}
