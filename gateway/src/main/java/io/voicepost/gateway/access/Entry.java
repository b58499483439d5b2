package io.voicepost.gateway.access;

import java.time.Duration;

/// How far somebody got who wants to come in.
public sealed interface Entry {
  /// They are in.
  record Open(Issued session) implements Entry {}

  /// A code of the second factor is missing.
  ///
  /// @param ticket what brings them back to this point, for [SignIns#TICKET_LIFE]
  record CodeNeeded(Secret ticket) implements Entry {}

  record WrongCode() implements Entry {}

  /// No code of the app is looked at for `left`.
  record CodesLocked(Duration left) implements Entry {}

  /// They have to begin again.
  record TicketOver() implements Entry {}
}
