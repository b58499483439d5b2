package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.TextRules;
import java.time.Instant;
import java.util.Optional;

/// Why and for whom a message is held.
///
/// @param author whose post it becomes, where that is known
/// @param approver who may let it through; empty: the operator and moderators
/// @param line the number that was called, where that is known
/// @param replyTo what it answers
/// @param until when it is deleted unless somebody lets it through; empty: never
public record Hold(
    HoldReason reason,
    Optional<AccountId> author,
    Optional<AccountId> approver,
    Optional<String> line,
    Optional<PostId> replyTo,
    Optional<Instant> until) {
  public Hold {
    line.ifPresent(TextRules::checkLineNumber);
    if (approver.isPresent() && author.isEmpty()) {
      throw new IllegalArgumentException("a message that somebody may approve has an author");
    }
  }

  /// A message that its own author is to approve.
  public static Hold forApproval(HoldReason reason, AccountId author, String line) {
    return new Hold(
        reason,
        Optional.of(author),
        Optional.of(author),
        Optional.of(line),
        Optional.empty(),
        Optional.empty());
  }

  /// A message of which nobody knows whose it is.
  public static Hold unknown(String line) {
    return new Hold(
        HoldReason.UNKNOWN_NUMBER,
        Optional.empty(),
        Optional.empty(),
        Optional.of(line),
        Optional.empty(),
        Optional.empty());
  }
}
