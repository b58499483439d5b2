package io.voicepost.gateway.call;

import io.voicepost.gateway.Sound;
import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.NumberStatus;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.PostRequest;
import io.voicepost.gateway.replay.HeldAudio;
import io.voicepost.gateway.spool.Origin;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.storage.Account;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Profile;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.phone.CallVerdict;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.LineSpeech;
import io.voicepost.storage.phone.PhoneSettings;
import io.voicepost.storage.phone.ServiceLine;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostCounts;
import io.voicepost.storage.post.PostText;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import io.voicepost.transcoder.Transcoder;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Posts of a minute each to be listened to, and those who may call to hear them.
final class Listeners implements AutoCloseable {
  static final Duration LENGTH = Duration.ofMinutes(1);

  /// Made once: it takes as long as all the rest.
  private static final ByteBuffer MP3 = minute();

  private final Stage stage;
  private final ListenerChannel channel;
  private final Watch watch = new Watch();
  private Instant next = Instant.now().minus(Duration.ofHours(1));

  /// Shows the time, and more where it passes.
  private static final class Watch extends Clock {
    private Duration passed = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(passed);
    }
  }

  Listeners(Path folder, ListenerChannel channel) throws Exception {
    this.stage = new Stage(folder);
    this.channel = channel;
  }

  private static ByteBuffer minute() {
    try (var transcoder = new Transcoder(1)) {
      var wav = Files.createTempFile("minute", ".wav");
      try {
        Sound.write(wav, Sound.voice(8000, LENGTH.minusMillis(500)));
        return transcoder.transcode(wav).renditions().getFirst().content();
      } finally {
        Files.delete(wav);
      }
    } catch (IOException | UnplayableAudioException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Microblog microblog() {
    return stage.microblog();
  }

  Spool spool() {
    return stage.spool();
  }

  HeldAudio audio() {
    return stage.audio();
  }

  void passes(Duration time) {
    watch.passed = time;
  }

  Account account(String handle) throws IOException {
    try {
      return stage.database().accounts().create(new Handle(handle), "Name of " + handle);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void lock(Account account) throws IOException {
    stage
        .database()
        .accounts()
        .update(
            account.id(), new Profile(account.profile().displayName(), "", Optional.empty(), true));
  }

  void follow(Account follower, Account followee) throws Exception {
    microblog().followCommands().follow(follower.id(), followee, FollowStore.FollowOptions.USUAL);
  }

  Post voice(String name, Account author) throws Exception {
    return voice(name, author, "", Visibility.PUBLIC, Optional.empty());
  }

  Post voice(String name, Account author, String caption) throws Exception {
    return voice(name, author, caption, Visibility.PUBLIC, Optional.empty());
  }

  Post voice(String name, Account author, Visibility visibility) throws Exception {
    return voice(name, author, "", visibility, Optional.empty());
  }

  Post answer(String name, Account author, Post to) throws Exception {
    return voice(name, author, "", Visibility.PUBLIC, Optional.of(to.id()));
  }

  private Post voice(
      String name, Account author, String caption, Visibility visibility, Optional<PostId> replyTo)
      throws Exception {
    next = next.plusSeconds(1);
    var id = RecordingId.at(next);
    var key = AudioKey.of(id, "mp3");
    audio().put(key, MP3, "audio/mpeg");
    var rendition = new StoredRendition(key, "audio/mpeg", MP3.remaining(), sha256(MP3));
    var voice = new Voice(id, LENGTH, List.of(50), List.of(rendition));
    stage.database().posts().keep(author.id(), voice);
    channel.calling(id, name);
    return alone(
        microblog()
            .postCommands()
            .post(
                new PostRequest(
                    author.id(),
                    new PostText(caption, "", ""),
                    Optional.of(id),
                    visibility,
                    replyTo,
                    Optional.empty())));
  }

  /// Nothing else is posted in the same millisecond, within which posts have no order.
  private static Post alone(Post post) {
    while (PostId.at(Instant.now()).value() >> 16 <= post.id().value() >> 16) {
      Thread.onSpinWait();
    }
    return post;
  }

  void written(Account author, String caption) throws Exception {
    microblog()
        .postCommands()
        .post(
            new PostRequest(
                author.id(),
                new PostText(caption, "", ""),
                Optional.empty(),
                Visibility.PUBLIC,
                Optional.empty(),
                Optional.empty()));
  }

  /// As everybody does who hears of it, this node too.
  void delete(Post post) {
    try {
      microblog().postCommands().delete(post.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stage.replays().forget(post.voice().orElseThrow().recording());
  }

  /// The store has other bytes than it was given.
  void spoil(Post post) {
    var key = post.voice().orElseThrow().renditions().getFirst().key();
    audio().put(key, ByteBuffer.allocate(100), "audio/mpeg");
  }

  /// How often a caller heard a post.
  long plays(Post post) throws IOException {
    microblog().plays().flush();
    return counts(post).plays();
  }

  void heard(Post post, int times) throws IOException {
    stage.database().plays().add(Map.of(post.id(), times));
  }

  PostCounts counts(Post post) throws IOException {
    return microblog().stats(Optional.empty(), List.of(post)).of(post);
  }

  CallSession proved(Account account) {
    return talk(member(account, CallerClass.NORMAL), Optional.empty());
  }

  CallSession proved(Account account, String tag) {
    return talk(member(account, CallerClass.NORMAL), Optional.of(tag));
  }

  CallSession unproved(Account account) {
    return talk(member(account, CallerClass.PROTECTED), Optional.empty());
  }

  CallSession stranger() {
    return talk(new Caller.Withheld(), Optional.empty());
  }

  private Caller member(Account account, CallerClass callerClass) {
    return new Caller.Member(
        account,
        new PhoneSettings(callerClass, HangUpRule.PUBLISH, Optional.empty()),
        NumberStatus.PROVED,
        Optional.of(stage.vault().seal(new PhoneNumber(Stage.FAYE))));
  }

  private CallSession talk(Caller caller, Optional<String> tag) {
    var usual = Stage.LINE;
    var line =
        new ServiceLine(
            usual.number(),
            usual.name(),
            usual.region(),
            new LineSpeech("en", false, Optional.empty(), tag),
            usual.longest(),
            usual.silence(),
            usual.policy(),
            usual.hours(),
            usual.fairUse());
    var answered =
        new AnsweredCall(caller, Origin.UNSIGNED, new CallVerdict.Admitted(Optional.empty()));
    return new CallSession(stage.parts().directory(), channel, line, answered, watch);
  }

  TimelinePlayer timeline(CallSession session) {
    var screening = new CallScreening(session, stage.database().lines());
    var undo = new UndoPost(session, microblog());
    var leaveMessage = new LeaveMessage(session, screening, new MessageRecorder(spool()), undo);
    var reactions = new ReactionMenu(session, microblog());
    var posts =
        new PostPlayer(session, stage.replays(), reactions, leaveMessage, microblog().plays());
    return new TimelinePlayer(session, posts, microblog());
  }

  InboxMenu inbox(CallSession session) {
    return new InboxMenu(session, timeline(session), microblog());
  }

  static String sha256(ByteBuffer content) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update(content.duplicate());
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    stage.close();
  }
}
