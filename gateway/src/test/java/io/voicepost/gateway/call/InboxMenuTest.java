package io.voicepost.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.speech.Prompt;
import io.voicepost.storage.Account;
import io.voicepost.storage.Visibility;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the owner of an account hears of their own posts.
final class InboxMenuTest {
  private static final Duration TWO = Duration.ofSeconds(2);

  @TempDir private Path folder;
  private final ListenerChannel caller = new ListenerChannel();
  private Listeners stage;
  private Account me;
  private Account faye;

  @BeforeEach
  void open() throws Exception {
    stage = new Listeners(folder, caller);
    me = stage.account("me");
    faye = stage.account("faye");
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  private NextStep inbox() {
    return stage.inbox(stage.proved(me)).open();
  }

  @Test
  void theLastPostsFiguresAreSaidThenTheRepliesNewestFirst() throws Exception {
    var old = stage.voice("old", me);
    var last = stage.voice("last", me);
    stage.answer("first", faye, old);
    stage.answer("second", faye, last);
    stage.answer("mine", me, stage.voice("theirs", faye));
    stage.microblog().reactionCommands().repost(faye.id(), last, Visibility.PUBLIC);
    stage.heard(last, 2);
    caller.hearsOut().isSilent().hearsOut().isSilent().isSilent();

    assertThat(inbox()).isEqualTo(NextStep.MENU);
    assertThat(caller.heard())
        .containsSubsequence(
            "last-post-heard",
            "twice",
            "and-reposted",
            "once",
            "you-have",
            "replies",
            "play second normal 0",
            "play first normal 0",
            "last-reply");
  }

  @Test
  void withoutPostsAndRepliesThatIsSaid() {
    caller.hearsOut();

    assertThat(inbox()).isEqualTo(NextStep.MENU);
    assertThat(caller.heard()).containsExactly("no-posts-yet", "no-replies");
  }

  @Test
  void aReplyIsAnsweredByOneKey() throws Exception {
    var reply = stage.answer("reply", faye, stage.voice("mine", me));
    caller.presses('#', TWO).presses('1', Prompt.REVIEW_POST).presses('*', TWO);

    inbox();

    var message = stage.spool().take(Duration.ZERO).orElseThrow();
    assertThat(message.facts().replyTo()).contains(reply.id());
  }

  @Test
  void manyRepliesAreNotCountedAndAllAreHeard() throws Exception {
    var mine = stage.voice("mine", me);
    for (int i = 0; i < 45; i++) {
      stage.answer("reply" + i, faye, mine);
      caller.presses('3', TWO);
    }
    caller.isSilent();

    inbox();

    assertThat(caller.heard()).doesNotContain("you-have").contains("last-reply");
    assertThat(caller.heard().stream().filter(it -> it.startsWith("play"))).hasSize(45);
  }

  @Test
  void repliesOfWhoIsMutedAreNotHeard() throws Exception {
    stage.answer("reply", faye, stage.voice("mine", me));
    stage.microblog().followCommands().mute(me.id(), faye.id(), true, Optional.empty());
    caller.hearsOut();

    inbox();

    assertThat(caller.heard()).contains("no-replies");
  }

  @Test
  void starWhileTheFiguresAreSaidLeadsToTheMenu() throws Exception {
    stage.answer("reply", faye, stage.voice("mine", me));
    caller.presses('*', Prompt.NOBODY_HEARD_YET);

    assertThat(inbox()).isEqualTo(NextStep.MENU);
    assertThat(caller.heard()).containsExactly("nobody-heard-yet");
  }

  @Test
  void anInboxIsForItsOwnerAlone() throws Exception {
    stage.answer("reply", faye, stage.voice("mine", me));
    caller.hearsOut();
    for (var session : List.of(stage.unproved(me), stage.stranger())) {
      assertThat(stage.inbox(session).open()).isEqualTo(NextStep.MENU);
    }
    assertThat(caller.heard()).containsExactly("needs-account", "needs-account");
  }

  @Test
  void hangingUpWhileTheFiguresAreSaidIsTheEnd() throws Exception {
    stage.answer("reply", faye, stage.voice("mine", me));
    var session = stage.proved(me);

    stage.inbox(session).open();

    assertThat(session.isGone()).isTrue();
  }
}
