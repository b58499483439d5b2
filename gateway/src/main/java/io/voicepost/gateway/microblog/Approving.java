package io.voicepost.gateway.microblog;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Database;
import io.voicepost.storage.Holding;
import io.voicepost.storage.LineStore;
import io.voicepost.storage.Post;
import io.voicepost.storage.PostIndex;
import io.voicepost.storage.PostText;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.ServiceLine;
import io.voicepost.storage.Waiting;
import io.voicepost.storage.WaitingStore;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What becomes of messages that wait for their author's word. Safe for many threads; `IOException`
/// means that nothing happened and that it may be tried again.
public final class Approving {
  private static final int BATCH = 100;

  private final WaitingStore waiting;
  private final AccountStore accounts;
  private final LineStore lines;
  private final Posting posting;
  private final Aftermath aftermath;
  private final Clock clock;

  Approving(Database database, Posting posting, Aftermath aftermath, Clock clock) {
    this.waiting = database.waiting();
    this.accounts = database.accounts();
    this.lines = database.lines();
    this.posting = posting;
    this.aftermath = aftermath;
    this.clock = clock;
  }

  /// What waits for an account, oldest first, at most `limit`.
  public List<Waiting> of(AccountId approver, int limit) throws IOException {
    return waiting.forApprover(approver, Optional.empty(), limit);
  }

  /// The message, if it waits for this account.
  public Optional<Waiting> one(AccountId approver, RecordingId recording) throws IOException {
    return waiting
        .of(recording)
        .filter(it -> it.holding().approver().filter(approver::equals).isPresent());
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
        waiting
            .of(recording)
            .filter(it -> it.holding().approver().isEmpty() && it.holding().author().isPresent());
    return message.isEmpty() ? Optional.empty() : approved(message.get());
  }

  private Optional<Post> approved(Waiting message) throws IOException {
    var holding = message.holding();
    var text = text(holding);
    var approval =
        new WaitingStore.Approval(
            text,
            new PostIndex(Caption.of(text.caption()).tags(), Set.of()),
            accounts.preferences(holding.author().orElseThrow()).visibility(),
            clock.instant());
    var recording = message.message().recording();
    return aftermath.posted(waiting.approve(recording, holding.approver(), approval));
  }

  private PostText text(Holding holding) throws IOException {
    var line =
        holding.line().isEmpty() ? Optional.<ServiceLine>empty() : lines.line(holding.line().get());
    return line.map(it -> it.speech().text()).orElse(PostText.NONE);
  }

  /// Deletes a message and its audio; `false` if it does not wait for `by`, or no longer.
  public boolean refuse(AccountId by, RecordingId recording) throws IOException {
    var gone = waiting.refuse(recording, Optional.of(by));
    gone.ifPresent(voice -> posting.discarded(voice));
    return gone.isPresent();
  }

  /// Deletes what nobody let through in time, with its audio.
  ///
  /// @throws IOException if the database does not answer; what is left is left for the next time
  public void sweep() throws IOException {
    var over = waiting.expired(clock.instant(), BATCH);
    boolean any = true;
    while (any && !over.isEmpty()) {
      any = false;
      for (var recording : over) {
        any |= posting.discard(recording);
      }
      over = waiting.expired(clock.instant(), BATCH);
    }
  }
}
