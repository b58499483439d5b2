package io.voicepost.storage.access;

import io.voicepost.storage.SealedPhone;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Under which secrets the rows were written, by fingerprints that say nothing of the secrets. Safe
/// for many threads and nodes.
public interface SecretStore {
  /// The fingerprint of the phone secret that the numbers are sealed with; empty before the first.
  Optional<String> phones() throws IOException;

  /// What [#rememberStart] was told last; empty before the first.
  Optional<String> lastStart() throws IOException;

  /// Remembers with which secrets a gateway started.
  void rememberStart(String fingerprint) throws IOException;

  /// Any number that is kept, to try a secret on; empty if there is none.
  Optional<SealedPhone> anyPhone() throws IOException;

  /// Remembers the phone secret of numbers that are sealed with it already.
  void rememberPhones(String fingerprint) throws IOException;

  /// Seals every number anew, in one step: all of them or, whatever happens, none.
  ///
  /// @param from the fingerprint of the secret that they are sealed with; if it is not that one any
  ///   more, nothing is done, for another node was faster
  /// @param to the fingerprint of the new one
  void resealPhones(Optional<String> from, String to, UnaryOperator<SealedPhone> anew)
      throws IOException;

  /// How many passwords and PINs were not hashed, and second factors not sealed, with a secret of
  /// that mark.
  ///
  /// @param mark what the hashes begin with that were
  long hashesWithout(String mark) throws IOException;
}
