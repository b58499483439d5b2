package io.voicepost.gateway.publish;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.Lines;
import io.voicepost.gateway.identity.PinStanding;
import io.voicepost.gateway.microblog.Posting;
import io.voicepost.gateway.microblog.Spoken;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.Claim;
import io.voicepost.gateway.spool.Fate;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.HangUpRule;
import io.voicepost.storage.HoldReason;
import io.voicepost.storage.Holding;
import io.voicepost.storage.LineDoor.Moderation;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.ServiceLine;
import io.voicepost.storage.Voice;
import io.voicepost.storage.WaitingStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where a voice from the telephone goes: it is posted, becomes a draft, or waits for whoever may
/// let it through. Repeating it changes nothing. Safe for many threads.
public final class Delivery {
  /// How long what is no voice is kept.
  static final Duration KEPT = Duration.ofDays(1);

  private final CallerDirectory directory;
  private final Lines lines;
  private final Posting posting;
  private final WaitingStore waiting;
  private final Clock clock;

  public Delivery(
      CallerDirectory directory, Lines lines, Posting posting, WaitingStore waiting, Clock clock) {
    this.directory = directory;
    this.lines = lines;
    this.posting = posting;
    this.waiting = waiting;
    this.clock = clock;
  }

  /// @param isSpeech whether it is anything but tones, machines and silence
  /// @throws IOException if it is to be tried again later
  void deliver(CallFacts message, Voice voice, boolean isSpeech) throws IOException {
    var facts = resolved(message);
    var line = lines.of(facts.line());
    switch (facts.claim()) {
      case Claim.Member(var account) -> {
        if (!isSpeech) {
          hold(facts, voice, Optional.empty(), noVoice(facts, Optional.of(account)));
        } else if (facts.fate() != Fate.PUBLISH) {
          // What was to be thrown away and nobody lived to do it becomes a draft, too.
          draft(spoken(facts, voice, account, line));
        } else if (line.door().moderation() == Moderation.BEFORE) {
          hold(facts, voice, Optional.empty(), forModerators(facts, account));
        } else {
          publish(spoken(facts, voice, account, line));
        }
      }
      case Claim.Unproved(var account, var phone) ->
          hold(
              facts,
              voice,
              phone,
              isSpeech ? forOwner(facts, account) : noVoice(facts, Optional.of(account)));
      case Claim.Nobody(var phone) ->
          hold(
              facts,
              voice,
              phone,
              isSpeech ? Holding.unknown(facts.line()) : noVoice(facts, Optional.empty()));
      case Claim.Unresolved _, Claim.Upload _ ->
          throw new IllegalArgumentException("this is nothing from a known telephone");
    }
  }

  /// Whose rule it is was not known while somebody could still be asked: in doubt it is a draft.
  private CallFacts resolved(CallFacts facts) throws IOException {
    if (!(facts.claim() instanceof Claim.Unresolved(var phone))) {
      return facts;
    }
    var caller = directory.of(phone);
    boolean isDraft =
        caller instanceof Caller.Member member
            && member.settings().hangUpRule() != HangUpRule.PUBLISH;
    return facts.as(
        directory.claim(caller, facts.origin(), PinStanding.NOT_ASKED),
        isDraft ? Fate.DRAFT : facts.fate());
  }

  private static Spoken spoken(CallFacts facts, Voice voice, AccountId author, ServiceLine line) {
    return new Spoken(author, voice, line.speech().text(), facts.replyTo());
  }

  private void publish(Spoken spoken) throws IOException {
    if (posting.publish(spoken, clock.instant()).isEmpty() && answersNothing(spoken)) {
      draft(spoken);
    }
  }

  private void draft(Spoken spoken) throws IOException {
    posting.draft(answersNothing(spoken) ? spoken.alone() : spoken, clock.instant());
  }

  /// An answer to what is gone by now makes no sense to others, and is its author's all the same.
  private boolean answersNothing(Spoken spoken) throws IOException {
    return spoken.replyTo().isPresent() && posting.find(spoken.replyTo().get()).isEmpty();
  }

  private void hold(CallFacts facts, Voice voice, Optional<SealedPhone> phone, Holding why)
      throws IOException {
    waiting.hold(voice, phone, why, facts.answeredAt());
  }

  private Holding noVoice(CallFacts facts, Optional<AccountId> author) {
    var until = Optional.of(clock.instant().plus(KEPT));
    return holding(facts, HoldReason.NOT_SPEECH, author, author, until);
  }

  private static Holding forOwner(CallFacts facts, AccountId account) {
    var author = Optional.of(account);
    return holding(facts, HoldReason.PIN_MISSING, author, author, Optional.empty());
  }

  private static Holding forModerators(CallFacts facts, AccountId account) {
    return holding(
        facts, HoldReason.MODERATION, Optional.of(account), Optional.empty(), Optional.empty());
  }

  private static Holding holding(
      CallFacts facts,
      HoldReason reason,
      Optional<AccountId> author,
      Optional<AccountId> approver,
      Optional<Instant> until) {
    return new Holding(reason, author, approver, Optional.of(facts.line()), facts.replyTo(), until);
  }
}
