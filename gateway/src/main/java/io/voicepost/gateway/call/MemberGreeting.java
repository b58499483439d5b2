package io.voicepost.gateway.call;

import io.voicepost.gateway.identity.TrustDecision;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.Voice;
import java.time.Duration;

/// What a caller hears whose account is known: the question for the PIN, their newest draft, the
/// post that they may still take down, the line's greeting. For one call.
final class MemberGreeting {
  private final CallSession session;
  private final PinEntry pinEntry;
  private final DraftMenu drafts;
  private final UndoPost undo;
  private final LineGreeting lineGreeting;

  MemberGreeting(
      CallSession session,
      PinEntry pinEntry,
      DraftMenu drafts,
      UndoPost undo,
      LineGreeting lineGreeting) {
    this.session = session;
    this.pinEntry = pinEntry;
    this.drafts = drafts;
    this.undo = undo;
    this.lineGreeting = lineGreeting;
  }

  NextStep greet() {
    if (session.trust() == TrustDecision.ASK_PIN) {
      pinEntry.ask();
    }
    drafts.offer();
    var last = undo.candidate();
    var result = lineGreeting.say(last.map(this::postedAgo).orElse(Utterance.NOTHING));
    if (LineGreeting.WelcomeChoice.TAKE_DOWN.isPressed(result) && last.isPresent()) {
      last.flatMap(Post::voice).map(Voice::recording).ifPresent(undo::takeDown);
      return LineGreeting.after(lineGreeting.say());
    }
    return LineGreeting.after(result);
  }

  private Utterance postedAgo(Post post) {
    return session.composer().postedAgo(Duration.between(post.postedAt(), session.now()));
  }
}
