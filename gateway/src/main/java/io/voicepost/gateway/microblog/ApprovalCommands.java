package io.voicepost.gateway.microblog;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.LineStore;
import io.voicepost.storage.phone.ServiceLine;
import io.voicepost.storage.post.ApprovalStore;
import io.voicepost.storage.post.Hold;
import io.voicepost.storage.post.PendingApproval;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostIndex;
import io.voicepost.storage.post.PostText;
import io.voicepost.storage.sql.Database;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What becomes of messages that wait for their author's word. Safe for many threads; `IOException`
/// means that nothing happened and that it may be tried again.
public final class ApprovalCommands {
  private static final int BATCH = 100;

  private final ApprovalStore approvals;
  private final AccountStore accounts;
  private final LineStore lines;
  private final PostCommands postCommands;
  private final PostEvents postEvents;
  private final Clock clock;

  ApprovalCommands(
      Database database, PostCommands postCommands, PostEvents postEvents, Clock clock) {
    this.approvals = database.approvals();
    this.accounts = database.accounts();
    this.lines = database.lines();
    this.postCommands = postCommands;
    this.postEvents = postEvents;
    this.clock = clock;
  }

  /// What waits for an account, oldest first, at most `limit`.
  public List<PendingApproval> of(AccountId approver, int limit) throws IOException {
    return approvals.forApprover(approver, Optional.empty(), limit);
  }

  /// The message, if it waits for this account.
  public Optional<PendingApproval> one(AccountId approver, RecordingId recording)
      throws IOException {
    return approvals
        .of(recording)
        .filter(it -> it.hold().approver().filter(approver::equals).isPresent());
  }

  /// Publishes a message as its author's preferences say, with the tag of the line that was called;
  /// empty if it does not wait for `by`, or no longer.
  public Optional<Post> approve(AccountId by, RecordingId recording) throws IOException {
    var message = one(by, recording);
    return message.isEmpty() ? Optional.empty() : approved(message.get());
  }

  /// The same for a message of a moderated line; empty if it does not wait for a moderator.
  public Optional<Post> moderated(RecordingId recording) throws IOException {
    var message =
        approvals
            .of(recording)
            .filter(it -> it.hold().approver().isEmpty() && it.hold().author().isPresent());
    return message.isEmpty() ? Optional.empty() : approved(message.get());
  }

  private Optional<Post> approved(PendingApproval message) throws IOException {
    var hold = message.hold();
    var text = text(hold);
    var approval =
        new ApprovalStore.Approval(
            text,
            new PostIndex(ParsedText.of(text.caption()).tags(), Set.of()),
            accounts.preferences(hold.author().orElseThrow()).visibility(),
            clock.instant());
    var recording = message.message().recording();
    return postEvents.posted(approvals.approve(recording, hold.approver(), approval));
  }

  private PostText text(Hold hold) throws IOException {
    var line =
        hold.line().isEmpty() ? Optional.<ServiceLine>empty() : lines.line(hold.line().get());
    return line.map(it -> it.speech().text()).orElse(PostText.NONE);
  }

  /// Deletes a message and its audio; `false` if it does not wait for `by`, or no longer.
  public boolean refuse(AccountId by, RecordingId recording) throws IOException {
    var gone = approvals.refuse(recording, Optional.of(by));
    gone.ifPresent(voice -> postCommands.discarded(voice));
    return gone.isPresent();
  }

  /// Deletes what nobody let through in time, with its audio.
  ///
  /// @throws IOException if the database does not answer; what is left is left for the next time
  public void sweep() throws IOException {
    var over = approvals.expired(clock.instant(), BATCH);
    boolean any = true;
    while (any && !over.isEmpty()) {
      any = false;
      for (var recording : over) {
        any |= postCommands.discard(recording);
      }
      over = approvals.expired(clock.instant(), BATCH);
    }
  }
}
