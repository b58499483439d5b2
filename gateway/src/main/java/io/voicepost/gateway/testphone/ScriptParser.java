package io.voicepost.gateway.testphone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A script as it is typed, with the words of the transcript.
public final class ScriptParser {
  public static final String HELP =
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

  private final List<ScriptStep> steps = new ArrayList<>();
  private final List<KeyPress> timed = new ArrayList<>();

  private ScriptParser() {}

  /// @param speakAt when FILE is said, if the words do not say it; empty for after the beep
  /// @throws IllegalArgumentException with one line for the person at the keyboard
  public static Script script(List<String> typed, boolean hasSpeech, Optional<Duration> speakAt) {
    var parser = new ScriptParser();
    if (hasSpeech && !typed.contains("speak")) {
      parser.steps.add(
          speakAt
              .<ScriptStep>map(ScriptStep.AwaitMoment::new)
              .orElseGet(ScriptStep.AwaitBeep::new));
      parser.steps.add(new ScriptStep.Speak());
    }
    typed.stream().map(String::strip).filter(word -> !word.isEmpty()).forEach(parser::add);
    return new Script(parser.steps, parser.timed);
  }

  public static Duration seconds(String text) {
    var match = SECONDS.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("a time is seconds such as 2.5, not " + text);
    }
    return Duration.ofMillis(Math.round(Double.parseDouble(match.group(1)) * 1000));
  }

  private void add(String word) {
    switch (word) {
      case "beep" -> steps.add(new ScriptStep.AwaitBeep());
      case "silence" -> steps.add(new ScriptStep.AwaitSilence());
      case "speak" -> steps.add(new ScriptStep.Speak());
      case "hang-up" -> steps.add(new ScriptStep.HangUp());
      default -> addKeysOrTime(word);
    }
  }

  private void addKeysOrTime(String word) {
    var key = TIMED.matcher(word);
    if (key.matches()) {
      timed.add(KeyPress.at(key.group(1).charAt(0), seconds(key.group(2))));
    } else if (PAUSE.matcher(word).matches()) {
      steps.add(new ScriptStep.Pause(seconds(word)));
    } else if (KEYS.matcher(word).matches()) {
      steps.add(new ScriptStep.Pause(Script.pauseAfter(steps)));
      steps.add(new ScriptStep.Press(word.charAt(0)));
      for (int i = 1; i < word.length(); i++) {
        steps.add(new ScriptStep.Pause(QUICKLY));
        steps.add(new ScriptStep.Press(word.charAt(i)));
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
