package io.voicepost.gateway.microblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Profile;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.post.Notification;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostCounts;
import io.voicepost.storage.post.PostText;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.post.TimelineStore;
import io.voicepost.storage.post.Voice;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who sees what, and who is told of it.
class PostQueriesTest {
  private static final FollowStore.FollowOptions USUAL = FollowStore.FollowOptions.USUAL;

  @TempDir private Path folder;
  private final List<Announcement> heard = new ArrayList<>();
  private Database database;
  private Microblog microblog;
  private Account faye;
  private Account fan;
  private Account stranger;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    microblog = new Microblog(database, mock(AudioStore.class), Clock.systemUTC());
    faye = database.accounts().create(new Handle("faye"), "Faye Wong");
    fan = database.accounts().create(new Handle("fan"), "A fan");
    stranger = database.accounts().create(new Handle("stranger"), "A stranger");
    microblog.followCommands().follow(fan.id(), faye, USUAL);
    microblog.announcements().subscribe(heard::add);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Post post(Account author, String caption, Visibility visibility, PostId... replyTo)
      throws Exception {
    return microblog
        .postCommands()
        .post(
            new PostRequest(
                author.id(),
                new PostText(caption, "", ""),
                Optional.empty(),
                visibility,
                Arrays.stream(replyTo).findFirst(),
                Optional.empty()));
  }

  private static Optional<AccountId> as(Account account) {
    return Optional.of(account.id());
  }

  private List<TimelineEntry> home(Account reader) throws Exception {
    return microblog.postQueries().home(reader.id(), Page.first(20)).entries();
  }

  private boolean sees(Optional<AccountId> viewer, Post post) throws Exception {
    return microblog.postQueries().post(viewer, post.id()).isPresent();
  }

  @Test
  void eachSeesWhatItsVisibilityAllows() throws Exception {
    var open = post(faye, "all", Visibility.PUBLIC);
    var unlisted = post(faye, "with the link", Visibility.UNLISTED);
    var followers = post(faye, "friends and @stranger", Visibility.FOLLOWERS);
    var friends = post(faye, "friends", Visibility.FOLLOWERS);
    var draft = post(faye, "not yet, @fan", Visibility.DRAFT);

    for (var viewer : List.of(as(faye), as(fan), as(stranger), Optional.<AccountId>empty())) {
      assertThat(sees(viewer, open)).isTrue();
      assertThat(sees(viewer, unlisted)).isTrue();
      assertThat(sees(viewer, draft)).isEqualTo(viewer.equals(as(faye)));
    }
    assertThat(sees(as(fan), friends)).isTrue();
    assertThat(sees(as(stranger), friends)).isFalse();
    assertThat(sees(as(stranger), followers)).isTrue();
    assertThat(sees(Optional.empty(), followers)).isFalse();
    assertThat(home(fan)).containsExactly(friends, followers, unlisted, open);
  }

  @Test
  void whoIsBlockedSeesNothingAndIsNotSeen() throws Exception {
    var post = post(faye, "all", Visibility.PUBLIC);
    var theirs = post(stranger, "hello", Visibility.PUBLIC);
    microblog.followCommands().block(faye.id(), stranger.id());

    assertThat(sees(as(stranger), post)).isFalse();
    assertThat(
            microblog
                .postQueries()
                .account(as(stranger), faye.id(), TimelineStore.Filter.NONE, Page.first(9))
                .entries())
        .isEmpty();
    assertThat(microblog.postQueries().everybody(as(faye), Page.first(9), false).entries())
        .containsExactly(post);
    assertThat(microblog.postQueries().everybody(Optional.empty(), Page.first(9), false).entries())
        .containsExactly(theirs, post);
    assertThatThrownBy(() -> microblog.followCommands().follow(stranger.id(), faye, USUAL))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void homeHasNoAnswersToStrangersNorRepostsThatAreNotWanted() throws Exception {
    var question = post(stranger, "who is there", Visibility.PUBLIC);
    post(faye, "me", Visibility.PUBLIC, question.id());
    var own = post(faye, "a thread", Visibility.PUBLIC);
    var more = post(faye, "goes on", Visibility.PUBLIC, own.id());
    var toMe = post(faye, "you too", Visibility.PUBLIC, post(fan, "I", Visibility.PUBLIC).id());
    var repost = microblog.reactionCommands().repost(faye.id(), question, Visibility.PUBLIC);

    assertThat(home(fan)).contains(own, more, toMe, repost).hasSize(5);

    microblog.followCommands().follow(fan.id(), faye, new FollowStore.FollowOptions(false, false));
    assertThat(home(fan)).contains(own, more, toMe).doesNotContain(repost);
  }

  @Test
  void pageIsFilledUpWhereSomebodyIsLeftOut() throws Exception {
    var wanted = new ArrayList<Post>();
    for (int i = 0; i < 12; i++) {
      post(stranger, "noise " + i, Visibility.PUBLIC);
      post(stranger, "more noise " + i, Visibility.PUBLIC);
      wanted.addFirst(post(faye, "signal " + i, Visibility.PUBLIC));
    }
    microblog.followCommands().store().mute(fan.id(), stranger.id(), true, Optional.empty());

    var seen = new ArrayList<Post>();
    var next = Optional.<PostId>empty();
    do {
      var slice = microblog.postQueries().everybody(as(fan), Page.before(next, 5), false);
      seen.addAll(slice.entries());
      next = slice.oldest();
    } while (next.isPresent() && seen.size() < 40);

    assertThat(seen).containsExactlyElementsOf(wanted);
  }

  @Test
  void conversationHasWhatComesBeforeAndAfter() throws Exception {
    var root = post(faye, "question", Visibility.PUBLIC);
    var reply = post(fan, "answer", Visibility.PUBLIC, root.id());
    var other = post(stranger, "another answer", Visibility.PUBLIC, root.id());
    var deeper = post(faye, "thanks", Visibility.PUBLIC, reply.id());
    var secret = post(fan, "psst", Visibility.FOLLOWERS, deeper.id());

    var conversation = microblog.postQueries().conversation(Optional.empty(), reply);

    assertThat(conversation.before()).containsExactly(root);
    assertThat(conversation.after()).containsExactly(deeper);
    assertThat(microblog.postQueries().conversation(Optional.empty(), root).after())
        .containsExactly(reply, other, deeper)
        .doesNotContain(secret);
    assertThat(microblog.postQueries().conversation(as(fan), reply).after())
        .containsExactly(deeper, secret);
  }

  @Test
  void thoseWhomItConcernsAreTold() throws Exception {
    heard.clear();
    var post = post(faye, "for @fan and @nobody", Visibility.PUBLIC);
    microblog.reactionCommands().like(fan.id(), post);
    microblog.reactionCommands().like(fan.id(), post);
    microblog.reactionCommands().repost(stranger.id(), post, Visibility.PUBLIC);
    microblog.reactionCommands().repost(stranger.id(), post, Visibility.PUBLIC);
    post(stranger, "yes", Visibility.PUBLIC, post.id());
    post(faye, "a draft for @fan", Visibility.DRAFT);

    assertThat(told(fan)).containsExactly(Notification.Type.MENTION);
    assertThat(told(faye))
        .containsExactly(
            Notification.Type.MENTION,
            Notification.Type.REPOST,
            Notification.Type.LIKE,
            Notification.Type.FOLLOW);
    assertThat(heard.stream().filter(Announcement.Reposted.class::isInstance)).hasSize(1);
    assertThat(heard.stream().filter(Announcement.Notified.class::isInstance)).hasSize(4);
    assertThat(microblog.stats(as(stranger), List.of(post)).of(post))
        .isEqualTo(new PostCounts(1, 1, 1, 0));
    assertThat(microblog.stats(as(stranger), List.of(post)).reactions(post).reposted()).isTrue();

    microblog.reactionCommands().unlike(fan.id(), post);
    microblog.reactionCommands().unrepost(stranger.id(), post);

    assertThat(told(faye)).containsExactly(Notification.Type.MENTION, Notification.Type.FOLLOW);
  }

  private List<Notification.Type> told(Account account) throws Exception {
    return microblog
        .notifier()
        .list(account.id(), Set.of(Notification.Type.values()), Optional.empty(), Page.first(20))
        .stream()
        .map(Notification::type)
        .toList();
  }

  @Test
  void whoWantsToHearOfEachPostIsTold() throws Exception {
    microblog.followCommands().follow(fan.id(), faye, new FollowStore.FollowOptions(true, true));

    post(faye, "new", Visibility.PUBLIC);
    post(faye, "new, @fan", Visibility.PUBLIC);

    assertThat(told(fan)).containsExactly(Notification.Type.MENTION, Notification.Type.POST);
  }

  @Test
  void lockedAccountIsAskedFirst() throws Exception {
    database.accounts().update(faye.id(), new Profile("Faye", "", Optional.empty(), true));
    var locked = database.accounts().byId(faye.id()).orElseThrow();

    microblog.followCommands().follow(stranger.id(), locked, USUAL);

    assertThat(told(faye)).startsWith(Notification.Type.FOLLOW_REQUEST);
    assertThat(microblog.followCommands().store().between(stranger.id(), faye.id()).following())
        .isFalse();

    microblog.followCommands().answer(faye.id(), stranger.id(), true);

    assertThat(told(faye)).startsWith(Notification.Type.FOLLOW);
    assertThat(told(faye)).doesNotContain(Notification.Type.FOLLOW_REQUEST);
    assertThat(microblog.followCommands().store().between(stranger.id(), faye.id()).following())
        .isTrue();
  }

  @Test
  void draftBecomesAPostOnce() throws Exception {
    var draft = post(faye, "soon", Visibility.DRAFT);
    heard.clear();
    var wanted =
        new PostRequest(
            faye.id(),
            new PostText("now #song", "", ""),
            Optional.empty(),
            Visibility.PUBLIC,
            Optional.empty(),
            Optional.empty());

    var post = microblog.postCommands().publishDraft(draft.id(), wanted);

    assertThat(post.id()).isGreaterThan(draft.id());
    assertThat(heard).contains(new Announcement.Posted(post));
    assertThat(microblog.postCommands().find(draft.id())).isEmpty();
    assertThat(microblog.postQueries().tagged(Optional.empty(), "song", Page.first(9)).entries())
        .containsExactly(post);
    assertThatThrownBy(() -> microblog.postCommands().publishDraft(draft.id(), wanted))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> microblog.postCommands().publishDraft(post.id(), wanted))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void onlyTheAuthorEditsAndTheTagsFollow() throws Exception {
    var post = post(faye, "#before", Visibility.PUBLIC);

    var edited =
        microblog.postCommands().edit(faye.id(), post.id(), new PostText("#after", "loud", "en"));

    assertThat(edited.text().warning()).isEqualTo("loud");
    assertThat(edited.editedAt()).isPresent();
    assertThat(heard).last().isEqualTo(new Announcement.Edited(edited));
    assertThat(microblog.postQueries().tagged(Optional.empty(), "before", Page.first(9)).entries())
        .isEmpty();
    assertThat(microblog.postQueries().tagged(Optional.empty(), "after", Page.first(9)).entries())
        .containsExactly(edited);
    assertThatThrownBy(
            () -> microblog.postCommands().edit(fan.id(), post.id(), new PostText("mine", "", "")))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(
            () -> microblog.postCommands().edit(faye.id(), post.id(), new PostText(" ", "", "")))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void friendsOnlyPostsAreNotCarriedFurther() throws Exception {
    var friends = post(faye, "friends", Visibility.FOLLOWERS);

    assertThatThrownBy(
            () -> microblog.reactionCommands().repost(fan.id(), friends, Visibility.PUBLIC))
        .isInstanceOf(RefusedException.class);
    assertThat(
            microblog.reactionCommands().repost(faye.id(), friends, Visibility.PUBLIC).visibility())
        .isEqualTo(Visibility.FOLLOWERS);
  }

  @Test
  void recordingOfAnotherIsNobodysToPost() throws Exception {
    var recording = RecordingId.at(Instant.now());
    var key = AudioKey.of(recording, "mp3");
    var voice =
        new Voice(
            recording,
            Duration.ofSeconds(2),
            List.of(1),
            List.of(new StoredRendition(key, "audio/mpeg", 7, "0".repeat(64))));
    var theft =
        new PostRequest(
            stranger.id(),
            new PostText("mine", "", ""),
            Optional.of(recording),
            Visibility.PUBLIC,
            Optional.empty(),
            Optional.empty());
    microblog.postCommands().keep(faye.id(), voice);

    assertThatThrownBy(() -> microblog.postCommands().post(theft))
        .isInstanceOf(RefusedException.class);
    microblog.postCommands().publish(new VoiceMessage(faye.id(), voice), Instant.now());
    assertThatThrownBy(() -> microblog.postCommands().post(theft))
        .isInstanceOf(RefusedException.class);
  }
}
