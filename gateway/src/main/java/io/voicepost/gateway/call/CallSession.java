package io.voicepost.gateway.call;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.LineRule;
import io.voicepost.gateway.identity.PinStatus;
import io.voicepost.gateway.identity.TrustDecision;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.PromptComposer;
import io.voicepost.gateway.speech.PromptLanguage;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.Disposition;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.phone.CallVerdict;
import io.voicepost.storage.phone.ServiceLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// One call while it lasts: the telephone, the line that was called, and who calls, as far as that
/// is known by now. For one thread.
final class CallSession {
  /// A call that nobody ends, as from a telephone that was put down beside its hook.
  static final Duration LONGEST = Duration.ofHours(1);

  private static final int MOST_KEYS = 64;
  private static final Duration BETWEEN_KEYS = Duration.ofMillis(700);

  private final CallerDirectory directory;
  private final CallChannel channel;
  private final ServiceLine line;
  private final Clock clock;
  private final AnsweredCall answered;
  private final Instant answeredAt;
  private final Instant until;
  private Caller caller;
  private PromptComposer composer;
  private PinStatus pin = PinStatus.NOT_ASKED;
  private Optional<CallOutcome> outcome = Optional.empty();
  private boolean gone;

  /// @param directory says what may be done in a caller's name
  CallSession(
      CallerDirectory directory,
      CallChannel channel,
      ServiceLine line,
      AnsweredCall answered,
      Clock clock) {
    this.directory = directory;
    this.channel = channel;
    this.line = line;
    this.clock = clock;
    this.answered = answered;
    this.caller = answered.caller();
    this.answeredAt = clock.instant();
    this.until = answeredAt.plus(left(answered.verdict()));
    this.composer =
        PromptComposer.of(PromptLanguage.of(Locale.forLanguageTag(line.speech().language())));
    channel.speak(composer.language());
    speakTheirLanguage();
  }

  private static Duration left(CallVerdict verdict) {
    return verdict instanceof CallVerdict.Admitted(var left)
        ? left.filter(it -> it.compareTo(LONGEST) < 0).orElse(LONGEST)
        : LONGEST;
  }

  CallChannel channel() {
    return channel;
  }

  ServiceLine line() {
    return line;
  }

  /// What the rules of the line are asked about.
  LineRule.Attempt attempt() {
    return new LineRule.Attempt(line, caller, answered.verdict(), now(), Duration.ZERO);
  }

  Instant now() {
    return clock.instant();
  }

  /// Whether the caller hung up.
  boolean isGone() {
    return gone;
  }

  /// Whether it has lasted as long as a call may.
  boolean isTooLong() {
    return !now().isBefore(until);
  }

  Caller caller() {
    return caller;
  }

  /// Whose call it is, proved or not.
  Optional<Account> account() {
    return caller instanceof Caller.Member member
        ? Optional.of(member.account())
        : Optional.empty();
  }

  /// What the call comes from, empty where the number was withheld.
  Optional<SealedPhone> phone() {
    return switch (caller) {
      case Caller.Member member -> member.phone();
      case Caller.Stranger(var phone) -> Optional.of(phone);
      case Caller.Unresolved(var phone) -> Optional.of(phone);
      case Caller.Withheld() -> Optional.empty();
    };
  }

  /// It turned out who calls.
  void becomes(Caller other) {
    caller = other;
    pin = PinStatus.NOT_ASKED;
    speakTheirLanguage();
  }

  private void speakTheirLanguage() {
    if (caller instanceof Caller.Member member) {
      member
          .settings()
          .language()
          .flatMap(it -> PromptLanguage.of(Locale.forLanguageTag(it).getLanguage()))
          .ifPresent(this::speak);
    }
  }

  PromptComposer composer() {
    return composer;
  }

  void speak(PromptLanguage language) {
    if (!language.equals(composer.language())) {
      composer = PromptComposer.of(language);
      channel.speak(language);
    }
  }

  PinStatus pin() {
    return pin;
  }

  void pin(PinStatus standing) {
    pin = standing;
  }

  /// What may be done in the name of the caller's account; nothing without one.
  TrustDecision trust() {
    return caller instanceof Caller.Member member
        ? directory.rule(member, answered.origin(), pin)
        : TrustDecision.HOLD_AS_UNKNOWN;
  }

  /// Whether the caller may set a new password on the web.
  boolean mayRecover() {
    return caller instanceof Caller.Member member
        && directory.mayRecover(member, answered.origin(), pin);
  }

  /// Whether the caller is known to be the account's owner, as far as its class asks for.
  boolean isProved() {
    return trust() == TrustDecision.PUBLISH;
  }

  /// Whose eyes the caller sees with: the account's, once they are known to be its owner.
  Optional<AccountId> viewer() {
    return account().map(Account::id).filter(_ -> isProved());
  }

  /// The facts of a message that is about to be recorded.
  CallFacts facts(Optional<PostId> replyTo) {
    return new CallFacts(
        RecordingId.at(now()),
        line.number(),
        answeredAt,
        directory.claim(caller, answered.origin(), pin),
        fate(),
        answered.origin(),
        replyTo);
  }

  private Disposition fate() {
    return caller instanceof Caller.Member member
        ? switch (member.settings().hangUpRule()) {
          case PUBLISH -> Disposition.PUBLISH;
          case DRAFT -> Disposition.DRAFT;
          case DROP -> Disposition.DROP;
        }
        : Disposition.PUBLISH;
  }

  PromptResult say(Prompt first, Prompt... more) {
    return say(Utterance.of(first, more));
  }

  PromptResult say(Utterance utterance) {
    return ask(utterance, Duration.ZERO);
  }

  PromptResult tell(Prompt first, Prompt... more) {
    return tell(Utterance.of(first, more));
  }

  /// See [CallChannel#tell].
  PromptResult tell(Utterance utterance) {
    return heard(channel.tell(utterance));
  }

  /// See [CallChannel#ask].
  PromptResult ask(Utterance utterance, Duration patience) {
    return heard(channel.ask(utterance, patience));
  }

  /// See [CallChannel#keyIn].
  DigitInput keyIn(Utterance utterance, int most, Duration patience) {
    var input = channel.keyIn(utterance, most, patience);
    gone |= input instanceof DigitInput.HungUp;
    return input;
  }

  /// What became of the caller's last message, if they left any.
  CallOutcome outcome() {
    return outcome.orElseGet(
        () -> gone ? new CallOutcome.HungUpBeforeSpeaking() : new CallOutcome.NothingSpoken());
  }

  /// A message became something.
  void became(CallOutcome of) {
    outcome = Optional.of(of);
  }

  /// Waits until nothing more is keyed in.
  void swallowKeys() {
    keyIn(Utterance.NOTHING, MOST_KEYS, BETWEEN_KEYS);
  }

  /// In which rate this caller's telephone hears, in hertz.
  int sampleRate() {
    return channel.isWideband() ? 16_000 : 8_000;
  }

  /// Notes that the caller is gone, where somebody else heard it.
  PromptResult heard(PromptResult result) {
    gone |= result.isGone();
    return result;
  }
}
