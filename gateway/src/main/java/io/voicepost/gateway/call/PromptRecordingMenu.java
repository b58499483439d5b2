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

import io.voicepost.gateway.identity.PinStatus;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.RecordedPrompts;
import io.voicepost.gateway.speech.UnusableRecordingException;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.gateway.spool.SharedFiles;
import io.voicepost.gateway.spool.TimedRecording;
import io.voicepost.storage.Account;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Role;
import io.voicepost.storage.phone.ServiceLine;
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
final class PromptRecordingMenu {
  private static final int DIGITS = 3;
  private static final int MOST_PROMPTS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(PromptRecordingMenu.class);

  private final CallSession session;
  private final PinEntry pinEntry;
  private final RecordedPrompts prompts;
  private final Path takes;

  /// What can be done with a prompt.
  enum PromptChoice implements MenuChoice {
    RECORD('1'),
    /// Brings the built one back.
    RESTORE('4'),
    ANOTHER('3'),
    MENU('*');

    private final char key;

    PromptChoice(char key) {
      this.key = key;
    }

    @Override
    public char key() {
      return key;
    }
  }

  /// What can be done with a prompt that was just recorded.
  enum PromptReviewChoice implements MenuChoice {
    KEEP('1'),
    HEAR('2'),
    AGAIN('3'),
    DROP('*');

    private static final List<PromptReviewChoice> ALL = List.of(values());

    private final char key;

    PromptReviewChoice(char key) {
      this.key = key;
    }

    @Override
    public char key() {
      return key;
    }
  }

  PromptRecordingMenu(CallSession session, PinEntry pinEntry, PromptRecordings recordings) {
    this.session = session;
    this.pinEntry = pinEntry;
    this.prompts = recordings.prompts();
    this.takes = recordings.takes();
  }

  boolean isOffered() {
    return session.account().map(Account::role).filter(Role.OPERATOR::equals).isPresent();
  }

  /// Prompt after prompt, until the operator has enough.
  void open() {
    pinEntry.ask();
    if (!isOffered() || session.pin() != PinStatus.RIGHT) {
      session.tell(NOT_POSSIBLE);
      return;
    }
    for (int i = 0; i < MOST_PROMPTS && !session.isGone() && !session.isTooLong(); i++) {
      var number = session.keyIn(Utterance.of(PROMPT_NUMBER_PLEASE), DIGITS, PATIENCE).digits();
      if (number.isEmpty()) {
        return;
      }
      var prompt = numbered(number.get());
      if (prompt.isEmpty()) {
        session.tell(NO_SUCH_PROMPT);
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
    session.tell(
        session
            .composer()
            .promptNumbered(prompt.number())
            .then(PROMPT_NOW)
            .then(Utterance.of(prompt)));
    var choice = Menu.choose(session, Utterance.of(PROMPT_KEYS), List.of(PromptChoice.values()));
    return switch (choice.orElse(PromptChoice.MENU)) {
      case RECORD -> recorded(prompt);
      case RESTORE -> restored(prompt);
      case ANOTHER -> true;
      case MENU -> false;
    };
  }

  private boolean restored(Prompt prompt) {
    try {
      boolean was = prompts.restore(session.composer().language(), prompt.sound());
      session.tell(was ? PROMPT_RESTORED : PROMPT_UNCHANGED);
    } catch (IOException e) {
      log.error("prompt restore failed prompt={}", prompt.number(), e);
      session.tell(OUT_OF_ORDER);
    }
    return true;
  }

  private boolean recorded(Prompt prompt) {
    for (boolean again = true; again && !session.isGone(); ) {
      var target = takes.resolve(RecordingId.at(session.now()).toString());
      try {
        SharedFiles.folder(takes);
        again = isToBeSaidAgain(prompt, target.toAbsolutePath());
      } catch (IOException e) {
        log.error("prompt recording failed prompt={}", prompt.number(), e);
        session.tell(OUT_OF_ORDER);
        again = false;
      } finally {
        remove(target);
      }
    }
    return true;
  }

  private boolean isToBeSaidAgain(Prompt prompt, Path target) throws IOException {
    session.tell(PROMPT_RECORD);
    var recorded = session.channel().record(target, line());
    var wav =
        session.channel().isWideband() ? Path.of(target + ".wav16") : Path.of(target + ".wav");
    if (!(recorded instanceof RecordingResult.Recorded) || !Files.exists(wav)) {
      session.tell(NOTHING_HEARD);
      return false;
    }
    var choice = reviewed();
    while (choice == PromptReviewChoice.HEAR) {
      var played = session.heard(session.channel().play(wav, Duration.ZERO).result());
      choice =
          played instanceof PromptResult.Finished
              ? reviewed()
              : Menu.chosen(played, PromptReviewChoice.ALL).orElse(PromptReviewChoice.DROP);
    }
    if (choice == PromptReviewChoice.KEEP) {
      install(prompt, wav);
    } else if (choice == PromptReviewChoice.DROP) {
      session.tell(PROMPT_UNCHANGED);
    }
    return choice == PromptReviewChoice.AGAIN;
  }

  private PromptReviewChoice reviewed() {
    return Menu.choose(session, Utterance.of(PROMPT_REVIEW), PromptReviewChoice.ALL)
        .orElse(PromptReviewChoice.DROP);
  }

  private void install(Prompt prompt, Path wav) throws IOException {
    try {
      prompts.install(session.composer().language(), prompt.sound(), wav);
      log.info("prompt replaced prompt={}", prompt.number());
      session.tell(PROMPT_REPLACED);
    } catch (UnusableRecordingException e) {
      log.info("prompt not replaced prompt={} reason=\"{}\"", prompt.number(), e.getMessage());
      session.tell(NOTHING_HEARD, PROMPT_UNCHANGED);
    }
  }

  /// As the line's own messages, and no longer than a prompt may be.
  private ServiceLine line() {
    return session.line().upTo(RecordedPrompts.LONGEST);
  }

  private static void remove(Path target) {
    try {
      for (var wav : List.of(Path.of(target + ".wav"), Path.of(target + ".wav16"))) {
        Files.deleteIfExists(wav);
        new TimedRecording(wav).remove();
      }
    } catch (IOException e) {
      log.warn("prompt recording not removed path={} error=\"{}\"", target, e.toString());
    }
  }
}
