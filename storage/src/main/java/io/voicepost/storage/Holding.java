package io.voicepost.storage;

import java.time.Instant;
import java.util.Optional;

/// Why and for whom a message is held.
///
/// @param author whose post it becomes, where that is known
/// @param approver who may let it through; empty: the operator and moderators
/// @param line the number that was called, where that is known
/// @param replyTo what it answers
/// @param until when it is deleted unless somebody lets it through; empty: never
public record Holding(
    HoldReason reason,
    Optional<AccountId> author,
    Optional<AccountId> approver,
    Optional<String> line,
    Optional<PostId> replyTo,
    Optional<Instant> until) {
  public Holding {
    line.ifPresent(Texts::checkLineNumber);
    if (approver.isPresent() && author.isEmpty()) {
      throw new IllegalArgumentException("a message that somebody may approve has an author");
    }
  }

  /// A message that its own author is to approve.
  public static Holding forApproval(HoldReason reason, AccountId author, String line) {
    return new Holding(
        reason,
        Optional.of(author),
        Optional.of(author),
        Optional.of(line),
        Optional.empty(),
        Optional.empty());
  }

  /// A message of which nobody knows whose it is.
  public static Holding unknown(String line) {
    return new Holding(
        HoldReason.UNKNOWN_NUMBER,
        Optional.empty(),
        Optional.empty(),
        Optional.of(line),
        Optional.empty(),
        Optional.empty());
  }
}
