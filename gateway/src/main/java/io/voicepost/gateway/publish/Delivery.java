package io.voicepost.gateway.publish;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.LineRule;
import io.voicepost.gateway.identity.Lines;
import io.voicepost.gateway.identity.PinStanding;
import io.voicepost.gateway.microblog.Posting;
import io.voicepost.gateway.microblog.Spoken;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.CallPath;
import io.voicepost.gateway.spool.Claim;
import io.voicepost.gateway.spool.Fate;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.CallStore;
import io.voicepost.storage.CallVerdict;
import io.voicepost.storage.HangUpRule;
import io.voicepost.storage.HoldReason;
import io.voicepost.storage.Holding;
import io.voicepost.storage.LineDoor.Moderation;
import io.voicepost.storage.LineStore;
import io.voicepost.storage.PhoneCall;
import io.voicepost.storage.PhoneKey;
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
  private final Stores stores;
  private final Posting posting;
  private final Clock clock;

  /// What is written down of messages, lines and calls.
  public record Stores(WaitingStore waiting, LineStore lists, CallStore calls) {}

  public Delivery(
      CallerDirectory directory, Lines lines, Stores stores, Posting posting, Clock clock) {
    this.directory = directory;
    this.lines = lines;
    this.stores = stores;
    this.posting = posting;
    this.clock = clock;
  }

  /// @param isSpeech whether it is anything but tones, machines and silence
  /// @throws IOException if it is to be tried again later
  void deliver(CallFacts message, Voice voice, boolean isSpeech) throws IOException {
    var line = lines.asStored(message.line());
    var unasked = unasked(message);
    if (unasked.isEmpty()) {
      deliver(message, line, voice, isSpeech);
      return;
    }
    var facts = resolved(message, unasked.get());
    if (refusal(message, unasked.get(), line, voice).isPresent()) {
      refuse(facts, voice, isSpeech);
    } else {
      deliver(facts, line, voice, isSpeech);
    }
  }

  private void deliver(CallFacts facts, ServiceLine line, Voice voice, boolean isSpeech)
      throws IOException {
    boolean isModerated = line.door().moderation() == Moderation.BEFORE;
    switch (facts.claim()) {
      case Claim.Member(var account) -> {
        var author = Optional.of(account);
        if (!isSpeech) {
          var approver = isModerated ? Optional.<AccountId>empty() : author;
          hold(facts, voice, Optional.empty(), noVoice(facts, author, approver));
        } else if (facts.fate() != Fate.PUBLISH) {
          // What was to be thrown away and nobody lived to do it becomes a draft, too.
          draft(spoken(facts, voice, account, line));
        } else if (isModerated) {
          hold(facts, voice, Optional.empty(), forModerators(facts, author));
        } else {
          publish(spoken(facts, voice, account, line));
        }
      }
      case Claim.Unproved(var account, var phone) -> {
        var author = Optional.of(account);
        hold(
            facts,
            voice,
            phone,
            isSpeech ? forOwner(facts, account) : noVoice(facts, author, author));
      }
      case Claim.Nobody(var phone) ->
          hold(
              facts,
              voice,
              phone,
              isSpeech
                  ? Holding.unknown(facts.line())
                  : noVoice(facts, Optional.empty(), Optional.empty()));
      case Claim.Unresolved _, Claim.Upload _ ->
          throw new IllegalArgumentException("this is nothing from a known telephone");
    }
  }

  /// The caller of a message that was taken while nobody could ask what the line's rules are, or
  /// whose number it is; empty where a call asked.
  private Optional<Caller> unasked(CallFacts facts) throws IOException {
    return switch (facts.claim()) {
      case Claim.Unresolved(var phone) -> Optional.of(directory.of(phone));
      case Claim.Nobody _ when isAlone(facts) -> Optional.of(new Caller.Withheld());
      case Claim.Nobody _, Claim.Member _, Claim.Unproved _, Claim.Upload _ -> Optional.empty();
    };
  }

  /// Whether Asterisk took it without us.
  private static boolean isAlone(CallFacts facts) {
    return facts.origin().path() == CallPath.FALLBACK;
  }

  /// What a call would have been refused for.
  private Optional<LineRule.Refusal> refusal(
      CallFacts facts, Caller caller, ServiceLine line, Voice voice) throws IOException {
    var verdict =
        isAlone(facts) ? counted(facts, line, voice) : new CallVerdict.Admitted(Optional.empty());
    return LineRule.refusal(
        new LineRule.Attempt(line, caller, verdict, facts.answeredAt(), voice.duration()),
        stores.lists());
  }

  /// A call of which we hear only now is counted for when it was.
  private CallVerdict counted(CallFacts facts, ServiceLine line, Voice voice) throws IOException {
    var phone =
        facts.claim() instanceof Claim.Unresolved(var sealed)
            ? Optional.of(sealed.key())
            : Optional.<PhoneKey>empty();
    var call =
        new PhoneCall(
            facts.recording(), line.number(), phone, facts.answeredAt(), voice.duration());
    var verdict = stores.calls().admit(call, line.fairUse());
    stores.calls().ended(facts.recording(), facts.answeredAt().plus(voice.duration()));
    return verdict;
  }

  /// Whose rule it is was not known while somebody could still be asked: in doubt it is a draft.
  private CallFacts resolved(CallFacts facts, Caller caller) {
    boolean isDraft =
        caller instanceof Caller.Member member
            && member.settings().hangUpRule() != HangUpRule.PUBLISH;
    return facts.as(
        directory.claim(caller, facts.origin(), PinStanding.NOT_ASKED),
        isDraft ? Fate.DRAFT : facts.fate());
  }

  /// The caller heard that it is saved, so it is kept, for whoever looks after the line.
  private void refuse(CallFacts facts, Voice voice, boolean isSpeech) throws IOException {
    var author =
        switch (facts.claim()) {
          case Claim.Member(var account) -> Optional.of(account);
          case Claim.Unproved(var account, var _) -> Optional.of(account);
          case Claim.Nobody _, Claim.Unresolved _, Claim.Upload _ -> Optional.<AccountId>empty();
        };
    var phone =
        switch (facts.claim()) {
          case Claim.Nobody(var stranger) -> stranger;
          case Claim.Unproved(var _, var unproved) -> unproved;
          case Claim.Member _, Claim.Unresolved _, Claim.Upload _ -> Optional.<SealedPhone>empty();
        };
    var until = isSpeech ? Optional.<Instant>empty() : Optional.of(clock.instant().plus(KEPT));
    var nobody = Optional.<AccountId>empty();
    hold(facts, voice, phone, holding(facts, HoldReason.MODERATION, author, nobody, until));
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
    stores.waiting().hold(voice, directory.renewed(phone), why, facts.answeredAt());
  }

  private Holding noVoice(
      CallFacts facts, Optional<AccountId> author, Optional<AccountId> approver) {
    var until = Optional.of(clock.instant().plus(KEPT));
    return holding(facts, HoldReason.NOT_SPEECH, author, approver, until);
  }

  private static Holding forOwner(CallFacts facts, AccountId account) {
    var author = Optional.of(account);
    return holding(facts, HoldReason.PIN_MISSING, author, author, Optional.empty());
  }

  private static Holding forModerators(CallFacts facts, Optional<AccountId> author) {
    return holding(facts, HoldReason.MODERATION, author, Optional.empty(), Optional.empty());
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
