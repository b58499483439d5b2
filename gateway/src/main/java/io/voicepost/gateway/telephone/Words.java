package io.voicepost.gateway.telephone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A script as it is typed, with the words of the transcript.
final class Words {
  static final String HELP =
      "What the caller does, word by word: keys (`*`, `123456` in quick succession); `beep` waits"
          + " for the next beep; `silence` waits until the service has spoken and paused; `2.5s`"
          + " waits so long; `speak` says FILE; `hang-up` hangs up; `5@2.5` presses 5 so many"
          + " seconds after the answer, whatever else happens. Keys come two seconds after one"
          + " another unless something is waited for. Without `speak`, FILE is said after the"
          + " first beep, before all other words.";

  private static final Pattern KEYS = Pattern.compile("[0-9*#]+");
  private static final Pattern TIMED = Pattern.compile("([0-9*#])@([0-9.]+)s?");
  private static final Pattern PAUSE = Pattern.compile("[0-9]+(?:\\.[0-9]{1,3})?s");
  private static final Pattern SECONDS = Pattern.compile("([0-9]+(?:\\.[0-9]{1,3})?)s?");

  /// Between keys that are pressed as one.
  private static final Duration QUICKLY = Duration.ofMillis(150);

  private final List<Step> steps = new ArrayList<>();
  private final List<Key> timed = new ArrayList<>();

  private Words() {}

  /// @param speakAt when FILE is said, if the words do not say it; empty for after the beep
  /// @throws IllegalArgumentException with one line for the person at the keyboard
  static Script script(List<String> typed, boolean hasSpeech, Optional<Duration> speakAt) {
    var words = new Words();
    if (hasSpeech && !typed.contains("speak")) {
      words.steps.add(speakAt.<Step>map(Step.AwaitMoment::new).orElseGet(Step.AwaitBeep::new));
      words.steps.add(new Step.Speak());
    }
    typed.stream().map(String::strip).filter(word -> !word.isEmpty()).forEach(words::add);
    return new Script(words.steps, words.timed);
  }

  static Duration seconds(String text) {
    var match = SECONDS.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("a time is seconds such as 2.5, not " + text);
    }
    return Duration.ofMillis(Math.round(Double.parseDouble(match.group(1)) * 1000));
  }

  private void add(String word) {
    switch (word) {
      case "beep" -> steps.add(new Step.AwaitBeep());
      case "silence" -> steps.add(new Step.AwaitSilence());
      case "speak" -> steps.add(new Step.Speak());
      case "hang-up" -> steps.add(new Step.HangUp());
      default -> addKeysOrTime(word);
    }
  }

  private void addKeysOrTime(String word) {
    var key = TIMED.matcher(word);
    if (key.matches()) {
      timed.add(Key.at(key.group(1).charAt(0), seconds(key.group(2))));
    } else if (PAUSE.matcher(word).matches()) {
      steps.add(new Step.Pause(seconds(word)));
    } else if (KEYS.matcher(word).matches()) {
      steps.add(new Step.Pause(Script.pauseAfter(steps)));
      steps.add(new Step.Press(word.charAt(0)));
      for (int i = 1; i < word.length(); i++) {
        steps.add(new Step.Pause(QUICKLY));
        steps.add(new Step.Press(word.charAt(i)));
      }
    } else if (word.contains("@")) {
      throw new IllegalArgumentException("a key is 0 to 9, * or #, then perhaps @SECONDS: " + word);
    } else {
      throw new IllegalArgumentException(
          "a key is 0 to 9, * or #, and other words are beep, silence, speak, hang-up and times such"
              + " as 2.5s, not "
              + word);
    }
  }
}
