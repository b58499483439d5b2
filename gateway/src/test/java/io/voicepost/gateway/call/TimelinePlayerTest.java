package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.LISTEN_HINT;
import static io.voicepost.gateway.speech.Prompt.LISTEN_MORE_KEYS;
import static io.voicepost.gateway.speech.Prompt.PAUSED;
import static io.voicepost.gateway.speech.Prompt.POST_GONE;
import static io.voicepost.gateway.speech.Prompt.REPLY_NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.speech.Prompt;
import io.voicepost.storage.Account;
import io.voicepost.storage.Relationship;
import io.voicepost.storage.Visibility;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Listening by telephone, key by key.
final class TimelinePlayerTest {
  private static final Duration TWO = Duration.ofSeconds(2);
  private static final Duration FIVE = Duration.ofSeconds(5);
  private static final Duration TWENTY = Duration.ofSeconds(20);

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
    stage.follow(me, faye);
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  private NextStep listen() {
    return stage.timeline(stage.proved(me)).newest();
  }

  private List<String> plays() {
    return caller.heard().stream().filter(it -> it.startsWith("play")).toList();
  }

  @Test
  void thoseWhoAreFollowedAreHeardNewestFirstUntilTheLast() throws Exception {
    stage.voice("one", faye);
    stage.voice("two", faye);
    stage.voice("stranger", stage.account("stranger"));
    caller.hearsOut().isSilent().hearsOut().isSilent().isSilent();

    assertThat(listen()).isEqualTo(NextStep.MENU);
    assertThat(plays()).containsExactly("play two normal 0", "play one normal 0");
    assertThat(caller.heard())
        .containsSubsequence(
            "listen-hint",
            "from",
            "letter-f",
            "letter-a",
            "letter-y",
            "letter-e",
            "play two normal 0",
            "from",
            "play one normal 0",
            "last-post");
  }

  @Test
  void whoFollowsNobodyIsToldSoAndWhoseFolloweesAreSilentToo() throws Exception {
    caller.hearsOut();
    listen();
    assertThat(caller.heard()).containsExactly("nobody-spoke");

    stage.microblog().followCommands().unfollow(me.id(), faye.id());
    listen();
    assertThat(caller.heard()).endsWith("follows-nobody");
  }

  @Test
  void ownPostsAndWrittenOnesAreLeftOutAndARepostIsHeardOnceAsItsAuthors() throws Exception {
    var song = stage.voice("song", stage.account("leslie"));
    stage.voice("mine", me);
    stage.written(faye, "hello");
    stage.microblog().reactionCommands().repost(faye.id(), song, Visibility.PUBLIC);
    var other = stage.account("other");
    stage.follow(me, other);
    stage.microblog().reactionCommands().repost(other.id(), song, Visibility.PUBLIC);
    caller.hearsOut().isSilent().isSilent();

    listen();

    assertThat(plays()).containsExactly("play song normal 0");
    assertThat(caller.heard()).containsSubsequence("from", "letter-l", "letter-e", "letter-s");
  }

  @Test
  void aLineWithATagAndStrangersHearTheLine() throws Exception {
    var stranger = stage.account("stranger");
    stage.voice("any", stranger);
    stage.voice("tagged", stranger, "#valentine");
    caller.hearsOut().isSilent().isSilent();

    assertThat(stage.timeline(stage.proved(me, "valentine")).newest()).isEqualTo(NextStep.MENU);
    assertThat(plays()).containsExactly("play tagged normal 0");

    caller.hearsOut().isSilent().hearsOut().isSilent().isSilent();
    stage.timeline(stage.stranger()).newest();
    assertThat(plays()).endsWith("play tagged normal 0", "play any normal 0");
  }

  @Test
  void whoHasNotProvedToBeTheOwnerHearsWhatEverybodyMayHear() throws Exception {
    stage.voice("open", faye);
    stage.voice("friends", faye, Visibility.FOLLOWERS);
    caller.hearsOut().isSilent().isSilent();

    stage.timeline(stage.unproved(me)).newest();

    assertThat(plays()).containsExactly("play open normal 0");
  }

  @Test
  void anEmptyLineSaysSo() {
    stage.timeline(stage.stranger()).newest();

    assertThat(caller.heard()).containsExactly("line-empty");
  }

  @Test
  void threeGoesOnAndOneGoesBackAndBeforeTheNewestIsNothing() throws Exception {
    stage.voice("one", faye);
    stage.voice("two", faye);
    caller.presses('3', TWO).presses('1', TWO).presses('1', TWO).presses('*', TWO);

    assertThat(listen()).isEqualTo(NextStep.MENU);
    assertThat(plays())
        .containsExactly(
            "play two normal 0", "play one normal 0", "play two normal 0", "play two normal 0");
    assertThat(caller.heard()).contains("newest-post");
  }

  @Test
  void afterTheLastOneItIsHeardAgainByOneAndElseItIsOver() throws Exception {
    stage.voice("one", faye);
    caller.presses('3', TWO).pressesAfterwards('1').presses('3', TWO).pressesAfterwards('7');

    assertThat(listen()).isEqualTo(NextStep.MENU);
    assertThat(plays()).hasSize(2);
  }

  @Test
  void furtherInOneGoesBackToTheBeginning() throws Exception {
    stage.voice("one", faye);
    stage.voice("two", faye);
    caller.presses('3', TWO).presses('1', FIVE).presses('*', TWO);

    listen();

    assertThat(plays())
        .containsExactly("play two normal 0", "play one normal 0", "play one normal 0");
  }

  @ParameterizedTest
  @CsvSource({"4, 10000", "6, 30000"})
  void fourGoesTenSecondsBackAndSixForth(char key, int then) throws Exception {
    stage.voice("one", faye);
    caller.presses(key, TWENTY).presses('*', TWO);

    listen();

    assertThat(plays()).containsExactly("play one normal 0", "play one normal " + then);
  }

  @Test
  void backStopsAtTheBeginningAndForthAtTheEnd() throws Exception {
    stage.voice("one", faye);
    stage.voice("two", faye);
    caller.presses('4', FIVE).presses('6', Duration.ofSeconds(55)).isSilent().presses('*', TWO);

    listen();

    assertThat(plays())
        .containsExactly("play two normal 0", "play two normal 0", "play one normal 0");
  }

  @Test
  void fivePausesAndGoesOn() throws Exception {
    stage.voice("one", faye);
    caller.presses('5', TWENTY).isSilent().pressesAfterwards('5').presses('*', TWO);

    listen();

    assertThat(plays()).containsExactly("play one normal 0", "play one normal 20000");
    assertThat(caller.heard()).containsSubsequence("paused", "still-there", "paused");
  }

  @Test
  void inAPauseTheOtherKeysWorkToo() throws Exception {
    stage.voice("one", faye);
    stage.voice("two", faye);
    caller.presses('5', TWENTY).presses('3', PAUSED).presses('*', TWO);

    listen();

    assertThat(plays()).containsExactly("play two normal 0", "play one normal 0");
  }

  @Test
  void whoPutsTheTelephoneDownInAPauseIsNotWaitedForForEver() throws Exception {
    stage.voice("one", faye);
    caller.presses('5', TWENTY).isSilent().isSilent().isSilent().presses('*', LISTEN_HINT);

    assertThat(listen()).isEqualTo(NextStep.LEAVE);
  }

  @Test
  void twoMakesItFasterAndFastestAndNormalAgainAndKeepsThePlace() throws Exception {
    stage.voice("one", faye);
    stage.voice("two", faye);
    caller
        .presses('2', Duration.ofSeconds(10))
        .presses('2', Duration.ofSeconds(4))
        .presses('3', Duration.ofSeconds(2))
        .presses('2', TWO)
        .presses('*', TWO);

    listen();

    // 10 s; then 4 s of the faster file, which are 5 s of the post.
    assertThat(plays())
        .containsExactly(
            "play two normal 0",
            "play two faster 8000",
            "play two fastest 10000",
            "play one fastest 0",
            "play one normal 3000");
    assertThat(caller.heard())
        .containsSubsequence("speed-faster", "speed-fastest", "from", "speed-normal");
  }

  @Test
  void sevenLikesAndSevenAgainTakesItBackAndItGoesOnWhereItWas() throws Exception {
    var post = stage.voice("one", faye);
    caller.presses('7', TWENTY).presses('*', TWO);
    listen();
    assertThat(caller.heard()).contains("liked");
    assertThat(plays()).endsWith("play one normal 20000");
    assertThat(stage.counts(post).likes()).isEqualTo(1);

    caller.presses('7', TWO).presses('*', TWO);
    listen();
    assertThat(caller.heard()).contains("unliked");
    assertThat(stage.counts(post).likes()).isEqualTo(0);
  }

  @Test
  void eightRepostsAndEightAgainTakesItBack() throws Exception {
    var post = stage.voice("one", faye);
    caller.presses('8', TWO).presses('*', TWO);
    listen();
    assertThat(caller.heard()).contains("reposted");
    assertThat(stage.counts(post).reposts()).isEqualTo(1);

    caller.presses('8', TWO).presses('*', TWO);
    listen();
    assertThat(caller.heard()).contains("repost-undone");
    assertThat(stage.counts(post).reposts()).isEqualTo(0);
  }

  @Test
  void whatIsForFollowersCannotBeReposted() throws Exception {
    stage.voice("friends", faye, Visibility.FOLLOWERS);
    caller.presses('8', TWO).presses('*', TWO);

    listen();

    assertThat(caller.heard()).contains("not-possible");
  }

  @Test
  void nineUnfollowsTheSpeakerAndFollowsThemAgain() throws Exception {
    stage.voice("one", faye);
    caller.presses('9', TWO).presses('9', TWO).presses('*', TWO);

    listen();

    assertThat(caller.heard()).containsSubsequence("unfollowed", "followed");
    assertThat(between(faye).following()).isTrue();
  }

  @Test
  void aLockedSpeakerIsAskedAndNineAgainTakesThatBack() throws Exception {
    var locked = stage.account("locked");
    stage.lock(locked);
    stage.voice("one", locked, "#song");
    caller.presses('9', TWO).presses('*', TWO);
    stage.timeline(stage.proved(me, "song")).newest();
    assertThat(caller.heard()).contains("follow-asked");
    assertThat(between(locked).requested()).isTrue();

    caller.presses('9', TWO).presses('*', TWO);
    stage.timeline(stage.proved(me, "song")).newest();
    assertThat(between(locked).requested()).isFalse();
  }

  @Test
  void nobodyFollowsThemselves() throws Exception {
    stage.voice("mine", me, "#song");
    caller.presses('9', TWO).presses('*', TWO);

    stage.timeline(stage.proved(me, "song")).newest();

    assertThat(caller.heard()).contains("own-post");
  }

  private Relationship between(Account other) throws IOException {
    return stage.microblog().followCommands().store().between(me.id(), other.id());
  }

  @ParameterizedTest
  @ValueSource(chars = {'7', '8', '9'})
  void nothingIsDoneInTheNameOfWhoHasNotProvedToBeTheOwner(char key) throws Exception {
    var post = stage.voice("one", faye);
    caller.presses(key, TWO).presses('*', TWO);
    stage.timeline(stage.unproved(me)).newest();
    assertThat(caller.heard()).contains("not-possible");

    caller.presses(key, TWO).presses('*', TWO);
    stage.timeline(stage.stranger()).newest();
    assertThat(caller.heard()).contains("needs-account");
    assertThat(stage.counts(post).likes() + stage.counts(post).reposts()).isEqualTo(0);
    assertThat(between(faye).following()).isTrue();
  }

  @Test
  void hashTakesAReplyThatAnswersThePostAndGoesOn() throws Exception {
    var post = stage.voice("one", faye);
    caller.presses('#', TWENTY).presses('1', Prompt.REVIEW_POST).presses('*', TWO);

    listen();

    assertThat(caller.heard())
        .containsSubsequence("reply-now", "record", "review-post", "posted")
        .endsWith("play one normal 20000");
    var message = stage.spool().take(Duration.ZERO).orElseThrow();
    assertThat(message.facts().replyTo()).contains(post.id());
  }

  @Test
  void starInsteadOfAReplyGoesOnListening() throws Exception {
    stage.voice("one", faye);
    caller.presses('#', TWENTY).presses('*', REPLY_NOW).presses('*', TWO);

    listen();

    assertThat(caller.heard()).doesNotContain("record").endsWith("play one normal 20000");
  }

  @Test
  void zeroSaysTheKeysAndAnyKeyEndsThat() throws Exception {
    stage.voice("one", faye);
    stage.voice("two", faye);
    caller.presses('0', TWO).presses('3', LISTEN_MORE_KEYS).presses('0', TWO).presses('*', TWO);

    listen();

    assertThat(plays())
        .containsExactly("play two normal 0", "play one normal 0", "play one normal 2000");
    assertThat(caller.heard()).containsSubsequence("listen-keys", "listen-more-keys", "from");
    assertThat(caller.heard())
        .containsSubsequence("listen-keys", "listen-more-keys", "listen-last-keys");
  }

  @Test
  void theHintLeadsToTheKeysAndToTheMenu() throws Exception {
    stage.voice("one", faye);
    caller.presses('0', LISTEN_HINT).presses('*', TWO);
    listen();
    assertThat(caller.heard())
        .containsSubsequence("listen-hint", "listen-keys", "listen-last-keys", "play one normal 0");

    caller.presses('*', LISTEN_HINT);
    assertThat(listen()).isEqualTo(NextStep.MENU);
    assertThat(plays()).hasSize(1);
  }

  @Test
  void aKeySkipsTheNameAndDoesWhatItDoes() throws Exception {
    stage.voice("one", faye);
    stage.voice("two", faye);
    caller.pressesAtName('3').pressesAtName('7').presses('*', TWO);

    listen();

    assertThat(plays()).containsExactly("play one normal 0");
    assertThat(caller.heard()).contains("liked").doesNotContain("letter-f");
  }

  @Test
  void aKeyAfterTheEndIsStillAboutThePost() throws Exception {
    var post = stage.voice("one", faye);
    caller.hearsOut().pressesAfterwards('7').isSilent().isSilent();

    listen();

    assertThat(stage.counts(post).likes()).isEqualTo(1);
    assertThat(plays()).hasSize(1);
  }

  @Test
  void hangingUpAnywhereIsTheEnd() throws Exception {
    stage.voice("one", faye);
    stage.voice("two", faye);
    List<Runnable> ways =
        List.of(
            () -> {},
            () -> caller.presses('0', LISTEN_HINT),
            () -> caller.pressesAtName('7'),
            () -> caller.hangsUp(TWO),
            () -> caller.presses('5', TWO),
            () -> caller.presses('2', TWO),
            () -> caller.presses('#', TWO),
            () -> caller.presses('#', TWO).presses('1', REPLY_NOW),
            () -> caller.hearsOut(),
            () -> caller.hearsOut().isSilent().hearsOut().isSilent());
    for (var way : ways) {
      way.run();
      var session = stage.proved(me);

      var step = stage.timeline(session).newest();

      assertThat(session.isGone()).isTrue();
      assertThat(step == NextStep.LEAVE || session.isGone()).isTrue();
      caller.comesBack();
    }
  }

  @Test
  void aPostThatWasTakenDownIsSaidToBeAndTheNextFollows() throws Exception {
    stage.voice("one", faye);
    var two = stage.voice("two", faye);
    caller.meanwhile(LISTEN_HINT, () -> stage.delete(two)).presses('*', TWO);

    listen();

    assertThat(caller.heard()).contains("post-gone");
    assertThat(plays()).containsExactly("play one normal 0");
  }

  @Test
  void aPostThatIsTakenDownWhileItIsAnnouncedIsNotHeard() throws Exception {
    stage.voice("one", faye);
    var two = stage.voice("two", faye);
    caller.meanwhileAtName(() -> stage.delete(two)).presses('*', TWO);

    listen();

    assertThat(caller.heard()).contains("post-gone");
    assertThat(plays()).containsExactly("play one normal 0");
  }

  @Test
  void whileAPostIsGoneTheKeysWork() throws Exception {
    stage.voice("one", faye);
    var two = stage.voice("two", faye);
    caller.meanwhileAtName(() -> stage.delete(two)).presses('*', POST_GONE);

    assertThat(listen()).isEqualTo(NextStep.MENU);
    assertThat(plays()).isEmpty();
  }

  @Test
  void starLeadsToTheMenuWhateverIsSaid() throws Exception {
    var one = stage.voice("one", faye);
    caller.presses('1', TWO).presses('*', Prompt.NEWEST_POST);
    assertThat(listen()).isEqualTo(NextStep.MENU);
    assertThat(plays()).hasSize(1);

    caller.meanwhile(LISTEN_HINT, () -> stage.delete(one)).presses('*', POST_GONE);
    assertThat(listen()).isEqualTo(NextStep.MENU);
    assertThat(caller.heard()).endsWith("post-gone");
  }

  @Test
  void whileTheAudioIsAwayThreePostsAreTriedAndThatIsSaid() throws Exception {
    for (var name : List.of("one", "two", "three", "four")) {
      stage.voice(name, faye);
    }
    stage.audio().away(true);
    caller.hearsOut();

    assertThat(listen()).isEqualTo(NextStep.MENU);
    assertThat(plays()).isEmpty();
    assertThat(caller.heard())
        .containsSubsequence(
            "post-unplayable", "post-unplayable", "post-unplayable", "out-of-order");
  }

  @Test
  void oneThatCannotBePlayedIsLeftOut() throws Exception {
    stage.voice("one", faye);
    var two = stage.voice("two", faye);
    stage.spoil(two);
    caller.presses('*', TWO);

    listen();

    assertThat(caller.heard()).contains("post-unplayable");
    assertThat(plays()).containsExactly("play one normal 0");
  }

  @Test
  void whoWaitsIsAskedToWaitOn() throws Exception {
    stage.voice("one", faye);
    var gate = stage.audio().shut();
    caller.meanwhile(Prompt.PLEASE_WAIT, gate::countDown).presses('*', TWO);

    listen();

    assertThat(caller.heard()).containsSubsequence("please-wait", "play one normal 0");
  }

  @Test
  void threeSecondsOfAPostCountAsHeardOnce() throws Exception {
    var post = stage.voice("one", faye);
    caller.presses('4', TWO).presses('4', TWO).presses('*', FIVE);
    listen();
    assertThat(stage.plays(post)).isEqualTo(1);

    caller.presses('*', TWO);
    listen();
    assertThat(stage.plays(post)).isEqualTo(1);
  }

  @Test
  void nobodyCountsAsTheirOwnListener() throws Exception {
    var post = stage.voice("mine", me, "#song");
    caller.presses('*', TWENTY);

    stage.timeline(stage.proved(me, "song")).newest();

    assertThat(stage.plays(post)).isEqualTo(0);
  }

  @Test
  void aCallThatIsTooLongEndsBetweenTwoPosts() throws Exception {
    stage.voice("one", faye);
    stage.voice("two", faye);
    caller.meanwhileAtName(() -> stage.passes(Duration.ofHours(1))).hearsOut().isSilent();

    assertThat(listen()).isEqualTo(NextStep.MENU);
    assertThat(plays()).containsExactly("play two normal 0");
  }
}
