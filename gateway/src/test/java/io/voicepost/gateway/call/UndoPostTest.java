package io.voicepost.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.call.RecordingResult.Ending;
import io.voicepost.gateway.microblog.VoiceMessage;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.storage.Account;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.PhoneSettings;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Callers who take down what they have posted.
@Timeout(60)
class UndoPostTest {
  @TempDir private Path folder;
  private Stage stage;
  private Account faye;

  @BeforeEach
  void open() throws Exception {
    stage = new Stage(folder);
    faye = stage.faye();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  private CallOutcome converse(ScriptedChannel caller) {
    return new CallFlow(stage.parts(), Clock.systemUTC()).run(caller, Stage.call(Stage.FAYE));
  }

  private static Voice voice(RecordingId id) {
    var rendition = new StoredRendition(AudioKey.of(id, "mp3"), "audio/mpeg", 7, "0".repeat(64));
    return new Voice(id, Duration.ofSeconds(2), List.of(1, 2, 3), List.of(rendition));
  }

  private Post posted(Duration ago) throws Exception {
    var at = Instant.now().minus(ago);
    var voice = voice(RecordingId.at(at));
    return stage
        .microblog()
        .postCommands()
        .publish(new VoiceMessage(faye.id(), voice), at)
        .orElseThrow();
  }

  private boolean stands(Post post) throws Exception {
    return stage.microblog().postCommands().find(post.id()).isPresent();
  }

  @Test
  void nineTakesDownWhatIsNotEvenPostedYet() throws Exception {
    var caller = new ScriptedChannel().speaks(Duration.ofSeconds(2), Ending.KEY).answers("19");

    assertThat(converse(caller)).isInstanceOf(CallOutcome.TakenDown.class);
    assertThat(caller.happened()).containsSubsequence("posted", "posted-keys", "taken-down");
    var message = stage.openSpoolAgain().take(Duration.ZERO).orElseThrow();
    var late = new VoiceMessage(faye.id(), voice(message.facts().recording()));
    assertThat(stage.microblog().postCommands().publish(late, Instant.now())).isEmpty();
  }

  @Test
  void nineTakesDownWhatWasPostedMeanwhile() throws Exception {
    var caller = new ScriptedChannel().speaks(Duration.ofSeconds(2), Ending.KEY).answers("19");
    caller.whenHearing(
        Prompt.POSTED_KEYS,
        () -> {
          try {
            var id = stage.spool().take(Duration.ZERO).orElseThrow().facts().recording();
            var voiceMessage = new VoiceMessage(faye.id(), voice(id));
            assertThat(stage.microblog().postCommands().publish(voiceMessage, Instant.now()))
                .isPresent();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });

    var outcome = converse(caller);

    assertThat(outcome).isInstanceOf(CallOutcome.TakenDown.class);
    var gone = ((CallOutcome.TakenDown) outcome).recording();
    assertThat(stage.microblog().postCommands().of(gone)).isEmpty();
  }

  @Test
  void theNextCallWithinTenMinutesMayTakeItDown() throws Exception {
    var post = posted(Duration.ofMinutes(9));
    var caller =
        new ScriptedChannel()
            .presses('9', Prompt.WELCOME)
            .speaks(Duration.ofSeconds(2), Ending.HANG_UP);

    converse(caller);

    assertThat(caller.happened())
        .containsSubsequence("posted-before", "posted-after", "welcome", "taken-down");
    assertThat(stands(post)).isFalse();
  }

  @Test
  void afterTenMinutesNothingIsOffered() throws Exception {
    var post = posted(Duration.ofMinutes(11));
    var caller = new ScriptedChannel().presses('9', Prompt.WELCOME);

    converse(caller);

    assertThat(caller.happened()).doesNotContain("posted-before", "taken-down").contains("record");
    assertThat(stands(post)).isTrue();
  }

  @Test
  void whoeverDoesNotProveToBeTheOwnerTakesNothingDown() throws Exception {
    var settings = new PhoneSettings(CallerClass.PROTECTED, HangUpRule.PUBLISH, Optional.empty());
    stage.database().phoneSettings().change(faye.id(), settings);
    var post = posted(Duration.ofMinutes(1));
    var caller = new ScriptedChannel().answers("#").presses('9', Prompt.WELCOME);

    converse(caller);

    assertThat(caller.happened()).doesNotContain("posted-before", "taken-down");
    assertThat(stands(post)).isTrue();
  }

  @Test
  void theMenuTakesTheLastPostDown() throws Exception {
    var post = posted(Duration.ofMinutes(2));
    var caller = new ScriptedChannel().presses('*', Prompt.WELCOME).answers("9");

    assertThat(converse(caller)).isInstanceOf(CallOutcome.HungUpBeforeSpeaking.class);

    assertThat(caller.happened()).containsSubsequence("main-menu", "menu-undo", "taken-down");
    assertThat(stands(post)).isFalse();
  }
}
