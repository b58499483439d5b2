package io.voicepost.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.Sound;
import io.voicepost.gateway.call.RecordingResult.Ending;
import io.voicepost.gateway.microblog.VoiceMessage;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.storage.Account;
import io.voicepost.storage.Page;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.LineSpeech;
import io.voicepost.storage.phone.PhoneSettings;
import io.voicepost.storage.phone.ServiceLine;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import io.voicepost.transcoder.Transcoder;
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

/// Callers with unpublished messages, and lines with a greeting of their own.
@Timeout(60)
class DraftMenuTest {
  @TempDir private Path folder;
  private Stage stage;
  private Account faye;
  private Instant next = Instant.now().minusSeconds(3600);

  @BeforeEach
  void open() throws Exception {
    stage = new Stage(folder);
    faye = stage.faye();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  private Voice voice() throws Exception {
    next = next.plusSeconds(1);
    var id = RecordingId.at(next);
    var wav = folder.resolve(id + ".wav");
    Sound.write(wav, Sound.voice(8000, Duration.ofSeconds(2)));
    try (var transcoder = new Transcoder(1)) {
      var mp3 = transcoder.transcode(wav).renditions().getFirst().content();
      var key = AudioKey.of(id, "mp3");
      stage.audio().put(key, mp3, "audio/mpeg");
      var rendition =
          new StoredRendition(key, "audio/mpeg", mp3.remaining(), Listeners.sha256(mp3));
      return new Voice(id, Duration.ofMillis(2500), List.of(50), List.of(rendition));
    }
  }

  private Post draft() throws Exception {
    return stage
        .microblog()
        .postCommands()
        .draft(new VoiceMessage(faye.id(), voice()), next)
        .orElseThrow();
  }

  private ScriptedChannel call(ScriptedChannel caller) {
    new CallFlow(stage.parts(), Clock.systemUTC()).run(caller, Stage.call(Stage.FAYE));
    return caller;
  }

  private static ScriptedChannel caller(String keys) {
    return new ScriptedChannel().answers(keys).speaks(Duration.ofSeconds(2), Ending.HANG_UP);
  }

  private List<Post> drafts() throws Exception {
    return stage.microblog().postQueries().drafts(faye.id(), Page.first(10));
  }

  private Post posted(Post draft) throws Exception {
    return stage
        .microblog()
        .postCommands()
        .of(draft.voice().orElseThrow().recording())
        .orElseThrow();
  }

  @Test
  void theNextCallOffersADraftAndOnePostsIt() throws Exception {
    var draft = draft();

    var caller = call(caller("1"));

    assertThat(caller.happened()).containsSubsequence("draft-offer", "posted", "welcome", "record");
    assertThat(posted(draft).visibility()).isEqualTo(Visibility.PUBLIC);
    assertThat(drafts()).isEmpty();
  }

  @Test
  void twoPlaysItAndTheStarThrowsItAway() throws Exception {
    draft();

    var caller = call(caller("2 *"));

    assertThat(caller.happened())
        .filteredOn(it -> it.startsWith("play") || it.equals("thrown-away"))
        .hasSize(2)
        .last()
        .isEqualTo("thrown-away");
    assertThat(drafts()).isEmpty();
  }

  @Test
  void hashOrNothingGoesOnAndKeepsIt() throws Exception {
    draft();

    assertThat(call(caller("#")).happened()).contains("record");
    assertThat(call(caller(" ")).happened()).contains("record");

    assertThat(drafts()).hasSize(1);
  }

  @Test
  void whoDidNotProveToBeTheOwnerHearsNoDraft() throws Exception {
    draft();
    var settings = new PhoneSettings(CallerClass.PROTECTED, HangUpRule.PUBLISH, Optional.empty());
    stage.database().phoneSettings().change(faye.id(), settings);

    assertThat(call(caller("#")).happened()).doesNotContain("draft-offer");
  }

  @Test
  void theMenuGoesThroughAllOfThem() throws Exception {
    var older = draft();
    var newer = draft();
    var caller = new ScriptedChannel().answers("#431").presses('*', Prompt.WELCOME);

    call(caller);

    assertThat(caller.happened())
        .containsSubsequence("main-menu", "menu-drafts", "you-have", "drafts", "draft-keys")
        .containsSubsequence("draft-keys", "draft-keys", "posted", "last-draft", "main-menu");
    assertThat(posted(older).visibility()).isEqualTo(Visibility.PUBLIC);
    assertThat(posted(newer).visibility()).isEqualTo(Visibility.DRAFT);
  }

  @Test
  void aLineSpeaksWithItsOwnGreeting() throws Exception {
    var own = voice();
    stage.database().posts().keep(faye.id(), own);
    greetWith(own.recording());

    var caller = call(caller(""));

    assertThat(caller.happened()).doesNotContain("welcome").contains("record");
    assertThat(caller.happened()).filteredOn(it -> it.startsWith("play")).hasSize(1);
  }

  @Test
  void aGreetingThatIsGoneIsTheUsualOne() throws Exception {
    greetWith(RecordingId.at(Instant.now()));

    assertThat(call(caller("")).happened()).containsSubsequence("welcome", "record");
  }

  private void greetWith(RecordingId greeting) throws Exception {
    var it = Stage.LINE;
    stage.line(
        new ServiceLine(
            it.number(),
            it.name(),
            it.region(),
            new LineSpeech("en", false, Optional.of(greeting), Optional.empty()),
            it.longest(),
            it.silence(),
            it.policy(),
            it.hours(),
            it.fairUse()));
  }
}
