package io.voicepost.gateway.publish;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.LineDirectory;
import io.voicepost.gateway.identity.LineRule;
import io.voicepost.gateway.identity.PinStatus;
import io.voicepost.gateway.microblog.PostCommands;
import io.voicepost.gateway.microblog.VoiceMessage;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.CallPath;
import io.voicepost.gateway.spool.Disposition;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.phone.CallStore;
import io.voicepost.storage.phone.CallVerdict;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.LinePolicy.Moderation;
import io.voicepost.storage.phone.LineStore;
import io.voicepost.storage.phone.PhoneCall;
import io.voicepost.storage.phone.ServiceLine;
import io.voicepost.storage.post.ApprovalStore;
import io.voicepost.storage.post.Hold;
import io.voicepost.storage.post.HoldReason;
import io.voicepost.storage.post.Voice;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where a voice from the telephone goes: it is posted, becomes a draft, or waits for whoever may
/// let it through. Repeating it changes nothing. Safe for many threads.
public final class MessageRouter {
  /// How long what is no voice is kept.
  static final Duration KEPT = Duration.ofDays(1);

  private final CallerDirectory directory;
  private final LineDirectory lines;
  private final RouterStores stores;
  private final PostCommands postCommands;
  private final Clock clock;

  /// What is written down of messages, lines and calls.
  public record RouterStores(ApprovalStore approvals, LineStore lists, CallStore calls) {}

  public MessageRouter(
      CallerDirectory directory,
      LineDirectory lines,
      RouterStores stores,
      PostCommands postCommands,
      Clock clock) {
    this.directory = directory;
    this.lines = lines;
    this.stores = stores;
    this.postCommands = postCommands;
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
    boolean isModerated = line.policy().moderation() == Moderation.BEFORE;
    switch (facts.author()) {
      case MessageAuthor.Member(var account) -> {
        var author = Optional.of(account);
        if (!isSpeech) {
          var approver = isModerated ? Optional.<AccountId>empty() : author;
          hold(facts, voice, Optional.empty(), noVoice(facts, author, approver));
        } else if (facts.disposition() != Disposition.PUBLISH) {
          // What was to be thrown away and nobody lived to do it becomes a draft, too.
          draft(spoken(facts, voice, account, line));
        } else if (isModerated) {
          hold(facts, voice, Optional.empty(), forModerators(facts, author));
        } else {
          publish(spoken(facts, voice, account, line));
        }
      }
      case MessageAuthor.Unproved(var account, var phone) -> {
        var author = Optional.of(account);
        hold(
            facts,
            voice,
            phone,
            isSpeech ? forOwner(facts, account) : noVoice(facts, author, author));
      }
      case MessageAuthor.Nobody(var phone) ->
          hold(
              facts,
              voice,
              phone,
              isSpeech
                  ? Hold.unknown(facts.line())
                  : noVoice(facts, Optional.empty(), Optional.empty()));
      case MessageAuthor.Unresolved _, MessageAuthor.Uploader _ ->
          throw new IllegalArgumentException("this is nothing from a known telephone");
    }
  }

  /// The caller of a message that was taken while nobody could ask what the line's rules are, or
  /// whose number it is; empty where a call asked.
  private Optional<Caller> unasked(CallFacts facts) throws IOException {
    return switch (facts.author()) {
      case MessageAuthor.Unresolved(var phone) -> Optional.of(directory.of(phone));
      case MessageAuthor.Nobody _ when isAlone(facts) -> Optional.of(new Caller.Withheld());
      case MessageAuthor.Nobody _,
          MessageAuthor.Member _,
          MessageAuthor.Unproved _,
          MessageAuthor.Uploader _ ->
          Optional.empty();
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
        facts.author() instanceof MessageAuthor.Unresolved(var sealed)
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
        directory.claim(caller, facts.origin(), PinStatus.NOT_ASKED),
        isDraft ? Disposition.DRAFT : facts.disposition());
  }

  /// The caller heard that it is saved, so it is kept, for whoever looks after the line.
  private void refuse(CallFacts facts, Voice voice, boolean isSpeech) throws IOException {
    var author =
        switch (facts.author()) {
          case MessageAuthor.Member(var account) -> Optional.of(account);
          case MessageAuthor.Unproved(var account, var _) -> Optional.of(account);
          case MessageAuthor.Nobody _, MessageAuthor.Unresolved _, MessageAuthor.Uploader _ ->
              Optional.<AccountId>empty();
        };
    var phone =
        switch (facts.author()) {
          case MessageAuthor.Nobody(var stranger) -> stranger;
          case MessageAuthor.Unproved(var _, var unproved) -> unproved;
          case MessageAuthor.Member _, MessageAuthor.Unresolved _, MessageAuthor.Uploader _ ->
              Optional.<SealedPhone>empty();
        };
    var until = isSpeech ? Optional.<Instant>empty() : Optional.of(clock.instant().plus(KEPT));
    var nobody = Optional.<AccountId>empty();
    hold(facts, voice, phone, holding(facts, HoldReason.MODERATION, author, nobody, until));
  }

  private static VoiceMessage spoken(
      CallFacts facts, Voice voice, AccountId author, ServiceLine line) {
    return new VoiceMessage(author, voice, line.speech().text(), facts.replyTo());
  }

  private void publish(VoiceMessage voiceMessage) throws IOException {
    if (postCommands.publish(voiceMessage, clock.instant()).isEmpty()
        && answersNothing(voiceMessage)) {
      draft(voiceMessage);
    }
  }

  private void draft(VoiceMessage voiceMessage) throws IOException {
    postCommands.draft(
        answersNothing(voiceMessage) ? voiceMessage.alone() : voiceMessage, clock.instant());
  }

  /// An answer to what is gone by now makes no sense to others, and is its author's all the same.
  private boolean answersNothing(VoiceMessage voiceMessage) throws IOException {
    return voiceMessage.replyTo().isPresent()
        && postCommands.find(voiceMessage.replyTo().get()).isEmpty();
  }

  private void hold(CallFacts facts, Voice voice, Optional<SealedPhone> phone, Hold why)
      throws IOException {
    stores.approvals().hold(voice, directory.renewed(phone), why, facts.answeredAt());
  }

  private Hold noVoice(CallFacts facts, Optional<AccountId> author, Optional<AccountId> approver) {
    var until = Optional.of(clock.instant().plus(KEPT));
    return holding(facts, HoldReason.NOT_SPEECH, author, approver, until);
  }

  private static Hold forOwner(CallFacts facts, AccountId account) {
    var author = Optional.of(account);
    return holding(facts, HoldReason.PIN_MISSING, author, author, Optional.empty());
  }

  private static Hold forModerators(CallFacts facts, Optional<AccountId> author) {
    return holding(facts, HoldReason.MODERATION, author, Optional.empty(), Optional.empty());
  }

  private static Hold holding(
      CallFacts facts,
      HoldReason reason,
      Optional<AccountId> author,
      Optional<AccountId> approver,
      Optional<Instant> until) {
    return new Hold(reason, author, approver, Optional.of(facts.line()), facts.replyTo(), until);
  }
}
