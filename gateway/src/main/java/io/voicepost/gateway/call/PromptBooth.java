package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.NOTHING_HEARD;
import static io.voicepost.gateway.speech.Prompt.NOT_POSSIBLE;
import static io.voicepost.gateway.speech.Prompt.NO_SUCH_PROMPT;
import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;
import static io.voicepost.gateway.speech.Prompt.PROMPT_KEYS;
import static io.voicepost.gateway.speech.Prompt.PROMPT_NOW;
import static io.voicepost.gateway.speech.Prompt.PROMPT_NUMBER_PLEASE;
import static io.voicepost.gateway.speech.Prompt.PROMPT_RECORD;
import static io.voicepost.gateway.speech.Prompt.PROMPT_REPLACED;
import static io.voicepost.gateway.speech.Prompt.PROMPT_RESTORED;
import static io.voicepost.gateway.speech.Prompt.PROMPT_REVIEW;
import static io.voicepost.gateway.speech.Prompt.PROMPT_UNCHANGED;

import io.voicepost.gateway.identity.PinStanding;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.RecordedPrompts;
import io.voicepost.gateway.speech.UnusableRecordingException;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.gateway.spool.Shared;
import io.voicepost.gateway.spool.TimedRecording;
import io.voicepost.storage.Account;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Role;
import io.voicepost.storage.ServiceLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where an operator hears prompts, records them anew in their own voice, and brings the built ones
/// back, in the language that the call is in. Always behind the PIN.
final class PromptBooth {
  private static final int DIGITS = 3;
  private static final int MOST_PROMPTS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(PromptBooth.class);

  private final Talk talk;
  private final RecordedPrompts prompts;

  PromptBooth(Talk talk) {
    this.talk = talk;
    this.prompts = talk.parts().studio().prompts();
  }

  static boolean isFor(Talk talk) {
    return talk.account().map(Account::role).filter(Role.OPERATOR::equals).isPresent();
  }

  /// Prompt after prompt, until the operator has enough.
  void open() {
    PinEntry.ask(talk);
    if (!isFor(talk) || talk.pin() != PinStanding.RIGHT) {
      talk.tell(NOT_POSSIBLE);
      return;
    }
    for (int i = 0; i < MOST_PROMPTS && !talk.isGone() && !talk.isTooLong(); i++) {
      if (!(talk.keyIn(Utterance.of(PROMPT_NUMBER_PLEASE), DIGITS, PATIENCE)
              instanceof Keyed.Keys(var number))
          || number.isEmpty()
          || number.contains("*")) {
        return;
      }
      var prompt = numbered(number);
      if (prompt.isEmpty()) {
        talk.tell(NO_SUCH_PROMPT);
      } else if (!isMore(prompt.get())) {
        return;
      }
    }
  }

  private static Optional<Prompt> numbered(String number) {
    for (var prompt : Prompt.values()) {
      if (number.equals("" + prompt.number())) {
        return Optional.of(prompt);
      }
    }
    return Optional.empty();
  }

  /// Lets the operator decide on a prompt; whether they want another one.
  private boolean isMore(Prompt prompt) {
    talk.tell(
        talk.speaker().promptNumbered(prompt.number()).then(PROMPT_NOW).then(Utterance.of(prompt)));
    return switch (talk.choose(Utterance.of(PROMPT_KEYS), "134*")) {
      case Heard.Pressed(char key) ->
          switch (key) {
            case '1' -> recorded(prompt);
            case '4' -> restored(prompt);
            default -> key == '3';
          };
      case Heard.Finished _, Heard.HungUp _ -> false;
    };
  }

  private boolean restored(Prompt prompt) {
    try {
      boolean was = prompts.restore(talk.speaker().language(), prompt.sound());
      talk.tell(was ? PROMPT_RESTORED : PROMPT_UNCHANGED);
    } catch (IOException e) {
      log.error("A built prompt is not back.", e);
      talk.tell(OUT_OF_ORDER);
    }
    return true;
  }

  private boolean recorded(Prompt prompt) {
    for (boolean again = true; again && !talk.isGone(); ) {
      var takes = talk.parts().studio().takes();
      var target = takes.resolve(RecordingId.at(talk.now()).toString());
      try {
        Shared.folder(takes);
        again = isToBeSaidAgain(prompt, target.toAbsolutePath());
      } catch (IOException e) {
        log.error("A prompt is not recorded.", e);
        talk.tell(OUT_OF_ORDER);
        again = false;
      } finally {
        remove(target);
      }
    }
    return true;
  }

  private boolean isToBeSaidAgain(Prompt prompt, Path target) throws IOException {
    talk.tell(PROMPT_RECORD);
    var recorded = talk.channel().record(target, line());
    var wav = talk.channel().isWideband() ? Path.of(target + ".wav16") : Path.of(target + ".wav");
    if (!(recorded instanceof Recorded.Take) || !Files.exists(wav)) {
      talk.tell(NOTHING_HEARD);
      return false;
    }
    var heard = talk.choose(Utterance.of(PROMPT_REVIEW), "123*");
    while (heard instanceof Heard.Pressed(char key) && key == '2') {
      var played = talk.heard(talk.channel().play(wav, Duration.ZERO).heard());
      heard =
          played instanceof Heard.Finished
              ? talk.choose(Utterance.of(PROMPT_REVIEW), "123*")
              : played;
    }
    if (heard instanceof Heard.Pressed(char key) && key == '1') {
      install(prompt, wav);
      return false;
    }
    if (heard instanceof Heard.Pressed(char key) && key == '3') {
      return true;
    }
    talk.tell(PROMPT_UNCHANGED);
    return false;
  }

  private void install(Prompt prompt, Path wav) throws IOException {
    try {
      prompts.install(talk.speaker().language(), prompt.sound(), wav);
      log.info("Prompt {} is recorded anew.", prompt.number());
      talk.tell(PROMPT_REPLACED);
    } catch (UnusableRecordingException e) {
      log.info("Prompt {} stays as it was: {}.", prompt.number(), e.getMessage());
      talk.tell(NOTHING_HEARD, PROMPT_UNCHANGED);
    }
  }

  /// As the line's own messages, and no longer than a prompt may be.
  private ServiceLine line() {
    return talk.line().upTo(RecordedPrompts.LONGEST);
  }

  private static void remove(Path target) {
    try {
      for (var wav : List.of(Path.of(target + ".wav"), Path.of(target + ".wav16"))) {
        Files.deleteIfExists(wav);
        new TimedRecording(wav).remove();
      }
    } catch (IOException e) {
      log.warn("What was recorded for a prompt is still there: {}", e.toString());
    }
  }
}
