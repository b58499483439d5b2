package io.voicepost.gateway.access;

import java.time.Duration;

/// How far somebody got who wants to come in.
public sealed interface SignInResult {
  /// They are in.
  record Open(IssuedToken session) implements SignInResult {}

  /// A code of the second factor is missing.
  ///
  /// @param ticket what brings them back to this point, for [SignIns#TICKET_LIFE]
  record CodeNeeded(Secret ticket) implements SignInResult {}

  record WrongCode() implements SignInResult {}

  /// No code of the app is looked at for `left`.
  record CodesLocked(Duration left) implements SignInResult {}

  /// They have to begin again.
  record TicketOver() implements SignInResult {}
}
