package io.voicepost.gateway.call;

import io.voicepost.gateway.identity.Caller;

/// What is said first, until the beep or the main menu. Any key cuts it short: `*` goes to the
/// menu, the others to the beep. For one call.
final class Greeting {
  private final CallSession session;
  private final CallScreening screening;
  private final LineGreeting lineGreeting;
  private final MemberGreeting members;
  private final StrangerMenu strangers;
  private final LanguageMenu languages;

  Greeting(
      CallSession session,
      CallScreening screening,
      LineGreeting lineGreeting,
      MemberGreeting members,
      StrangerMenu strangers) {
    this.session = session;
    this.screening = screening;
    this.lineGreeting = lineGreeting;
    this.members = members;
    this.strangers = strangers;
    this.languages = new LanguageMenu(session);
  }

  NextStep greet() {
    languages.ask();
    return switch (session.caller()) {
      case Caller.Member _ -> member();
      case Caller.Stranger _, Caller.Withheld() -> strangers.greet().orElseGet(this::member);
      case Caller.Unresolved _ -> LineGreeting.after(lineGreeting.say());
    };
  }

  private NextStep member() {
    if (!screening.maySpeak()) {
      session.tell(screening.notHere());
      return NextStep.LEAVE;
    }
    return members.greet();
  }
}
