package io.voicepost.gateway;

import io.voicepost.gateway.testphone.Script;
import io.voicepost.gateway.testphone.ScriptStep;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.PhoneSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the callers of a sweep do, each until the moment at which they hang up: into the menu and
/// out of it, speak, hear it, speak again, add to it, post it, take it down, and the menu again.
enum SweptConversation {
  PIN("protected, with PIN", CallerClass.PROTECTED, HangUpRule.PUBLISH, 41_500),
  NO_PIN("protected, without PIN", CallerClass.PROTECTED, HangUpRule.PUBLISH, 39_000),
  DRAFT("normal, keeps drafts", CallerClass.NORMAL, HangUpRule.DRAFT, 39_500),
  DROP("normal, drops", CallerClass.NORMAL, HangUpRule.DROP, 39_500);

  private static final int QUICKLY = 150;

  private final String title;
  private final CallerClass callerClass;
  private final HangUpRule rule;
  private final Duration length;

  SweptConversation(String title, CallerClass callerClass, HangUpRule rule, int millis) {
    this.title = title;
    this.callerClass = callerClass;
    this.rule = rule;
    this.length = Duration.ofMillis(millis);
  }

  String title() {
    return title;
  }

  HangUpRule rule() {
    return rule;
  }

  /// From the answer until the last thing was done and answered.
  Duration length() {
    return length;
  }

  PhoneSettings settings() {
    return new PhoneSettings(callerClass, rule, Optional.empty());
  }

  /// Whether nothing is spoken any more after so many keys.
  boolean isOver(int keys) {
    return keys
        >= script("000000", Duration.ZERO).steps().stream()
                .filter(ScriptStep.Press.class::isInstance)
                .count()
            - 1;
  }

  /// @param pin the account's
  /// @param speech how long that is which is said
  Script script(String pin, Duration speech) {
    var steps = new ArrayList<ScriptStep>();
    switch (this) {
      case PIN -> {
        pause(steps, 1_050);
        for (int i = 0; i < pin.length(); i++) {
          pressAfter(steps, QUICKLY, pin.charAt(i));
        }
        pause(steps, 1_000);
      }
      case NO_PIN -> pressAfter(steps, 1_200, '#');
      case DRAFT, DROP -> {}
    }
    pressAfter(steps, 1_500, '*');
    pressAfter(steps, 1_500, '1');
    speak(steps);
    pressAfter(steps, 1_500, '2');
    pressAfter(steps, (int) speech.toMillis() + 1_500, '3');
    speak(steps);
    pressAfter(steps, 1_500, '4');
    speak(steps);
    pressAfter(steps, 1_500, '1');
    pressAfter(steps, 3_000, '9');
    return new Script(steps, List.of());
  }

  private static void speak(List<ScriptStep> steps) {
    steps.add(new ScriptStep.AwaitBeep());
    steps.add(new ScriptStep.Speak());
    pressAfter(steps, 500, '#');
  }

  private static void pressAfter(List<ScriptStep> steps, int millis, char key) {
    pause(steps, millis);
    steps.add(new ScriptStep.Press(key));
  }

  private static void pause(List<ScriptStep> steps, int millis) {
    steps.add(new ScriptStep.Pause(Duration.ofMillis(millis)));
  }
}
