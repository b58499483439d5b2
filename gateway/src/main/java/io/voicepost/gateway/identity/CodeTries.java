package io.voicepost.gateway.identity;

import io.voicepost.storage.CodeStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// Counts tries at codes, those of one and those of all together, so that nobody guesses one.
///
/// @param what the codes are for, as it stands in the keys of the counts: it never changes
record CodeTries(
    CodeStore codes, PhoneVault vault, String what, int mostOfOne, int mostOfAll, Duration window) {
  /// Counts one more; `false` if it is one too many.
  boolean begin(String who, Instant now) throws IOException {
    return codes.mayTry(vault.codeKey(what, who), mostOfOne, window, now)
        && codes.mayTry(vault.codeKey(what, "all"), mostOfAll, window, now);
  }
}
