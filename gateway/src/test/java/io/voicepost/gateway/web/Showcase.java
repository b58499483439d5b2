package io.voicepost.gateway.web;

import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.identity.Pins;
import io.voicepost.gateway.microblog.PostRequest;
import io.voicepost.storage.Account;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Profile;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Role;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Hold;
import io.voicepost.storage.post.HoldReason;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A site where things happened: a celebrity with a conversation, a listener who follows her, posts
/// of every kind.
public final class Showcase {
  private final TestSite site;
  private final TestSite.Sound sound;

  public final Account faye;
  public final Account jo;
  final Account locked;
  public final Post song;
  public final Post warned;
  public final Post written;
  public final Post draft;
  public final Post secret;
  public final List<Post> replies = new ArrayList<>();

  public Showcase(TestSite site, TestSite.Sound sound) throws Exception {
    this.site = site;
    this.sound = sound;
    faye =
        account(
            "faye",
            "王菲 Faye Wong",
            "Singing into telephones since 2011.\nhttps://example.org #music");
    site.microblog().accounts().appoint(faye.id(), Role.USER, true);
    jo = account("jo", "Jo Listener", "I listen.");
    locked = account("quiet", "A Quiet Person", "");
    var profile = new Profile("A Quiet Person", "", Optional.empty(), true);
    site.microblog().accounts().update(locked.id(), profile);
    var fans = new ArrayList<Account>();
    for (var name : List.of("Ana", "Björn", "陈小明", "Dilip", "Ève", "Farid", "سمير")) {
      fans.add(account("fan_" + fans.size(), name, ""));
    }
    follow(jo, faye);
    follow(faye, jo);
    for (var fan : fans) {
      follow(fan, faye);
    }
    site.microblog()
        .followCommands()
        .follow(jo.id(), site.account("quiet", ""), FollowStore.FollowOptions.USUAL);

    spoken(fans.get(2), "", Duration.ofHours(70));
    spoken(
        fans.get(0),
        "A walk along the river, and the ice is talking. #nature",
        Duration.ofHours(30));
    secret =
        write(faye, "For those who follow me: tickets tomorrow at noon.", "", Visibility.FOLLOWERS);
    song =
        spoken(faye, "新歌的前八小节。First eight bars of something new. #music #新歌", Duration.ofHours(3));
    var said =
        """
        WEBVTT

        00:00.000 --> 00:02.000
        First &amp; foremost: &lt;hello&gt;

        00:02.000 --> 00:20.000
        la la la
        """;
    site.database().captions().edit(faye.id(), TestSite.recording(song), "en", said, Instant.now());
    warned =
        say(
            jo,
            new PostText("The ending: she stays on the ship.", "Ending of the film", "en"),
            Visibility.PUBLIC,
            Optional.empty());
    written =
        write(
            fans.get(1),
            "Nobody called today, so I write. @faye do you still use the red telephone? https://example.org/telephones/red?x=1&y=2",
            "",
            Visibility.PUBLIC);
    spoken(locked, "", Duration.ofMinutes(50));
    var answer = reply(jo, song, "@faye I had this on repeat all morning.");
    replies.add(answer);
    replies.add(reply(faye, answer, "@jo then I had better finish it."));
    replies.add(
        say(
            fans.get(4),
            new PostText("@jo me too!", "", "en"),
            Visibility.PUBLIC,
            Optional.of(replies.get(1).id())));
    replies.add(reply(fans.get(2), song, "@faye 什么时候出完整版？"));
    for (var fan : fans) {
      site.microblog().reactionCommands().like(fan.id(), song);
      site.microblog().reactionCommands().repost(fan.id(), song, Visibility.PUBLIC);
    }
    site.microblog().reactionCommands().like(jo.id(), song);
    site.microblog().reactionCommands().bookmark(jo.id(), song.id());
    site.microblog().reactionCommands().repost(faye.id(), written, Visibility.PUBLIC);
    site.microblog().reactionCommands().like(faye.id(), warned);
    site.microblog().postCommands().pin(faye.id(), song.id(), true);
    site.microblog().postCommands().edit(written.author().id(), written.id(), written.text());
    draft = write(jo, "Not yet sure about this one.", "", Visibility.DRAFT);
    site.microblog()
        .followCommands()
        .follow(fans.get(5).id(), site.account("quiet", ""), FollowStore.FollowOptions.USUAL);
    var list = site.microblog().listCommands().create(jo.id(), "Singers");
    site.microblog().listCommands().add(jo.id(), list.id(), List.of(faye.id()));
  }

  /// What Jo has of the telephone: two phones, a PIN that somebody tried to guess, messages that
  /// wait.
  void telephone() throws Exception {
    var vault = new PhoneVault(new byte[32]);
    var mobile = vault.seal(new PhoneNumber("+8613800138000"));
    var kitchen = vault.seal(new PhoneNumber("+442079460018"));
    var phones = site.database().phones();
    var hours = Duration.ofHours(1);
    phones.linkNew(jo.id(), mobile, Instant.now().minus(hours.multipliedBy(60)));
    phones.prove(jo.id(), mobile.key(), Instant.now());
    phones.linkNew(jo.id(), kitchen, Instant.now().minus(hours));
    phones.label(jo.id(), kitchen.key(), "Kitchen");
    var pins = site.telephone().pins();
    var wrong = pins.issue(jo.id()).digits().equals("123321") ? "321123" : "123321";
    for (int i = 0; i < Pins.TRIES_A_CALL; i++) {
      pins.check(jo.id(), wrong);
    }
    waits(HoldReason.PIN_MISSING, Optional.of(mobile), Optional.empty());
    waits(HoldReason.NOT_SPEECH, Optional.empty(), Optional.of(Instant.now().plus(hours)));
  }

  private void waits(HoldReason reason, Optional<SealedPhone> phone, Optional<Instant> until)
      throws Exception {
    var author = Optional.of(jo.id());
    site.database()
        .approvals()
        .hold(
            site.stored(RecordingId.at(Instant.now()), spokenAs(jo)),
            phone,
            new Hold(reason, author, author, Optional.of("8642"), Optional.empty(), until),
            Instant.now());
  }

  private Account account(String handle, String name, String bio) throws Exception {
    var account = site.account(handle, name);
    var profile = new Profile(name, bio, Optional.empty(), false);
    return site.microblog().accounts().update(account.id(), profile).orElseThrow();
  }

  private void follow(Account follower, Account followee) throws Exception {
    site.microblog()
        .followCommands()
        .follow(follower.id(), followee, FollowStore.FollowOptions.USUAL);
  }

  /// The sound with a waveform like speech: words, and pauses between them, the author's own.
  private TestSite.Sound spokenAs(Account author) {
    var random = new Random(author.handle().value().hashCode());
    var peaks = new ArrayList<Integer>();
    while (peaks.size() < 160) {
      int length = 4 + random.nextInt(14);
      int loud = 35 + random.nextInt(60);
      for (int i = 0; i <= length; i++) {
        double shape = Math.sin(Math.PI * i / length);
        peaks.add((int) Math.clamp(4 + loud * shape * (0.5 + random.nextDouble()), 1, 100));
      }
      peaks.addAll(List.of(3, 2, 3));
    }
    return new TestSite.Sound(sound.length(), peaks.subList(0, 160), sound.mp3(), sound.opus());
  }

  /// A post from the telephone, with a caption written later.
  private Post spoken(Account author, String caption, Duration ago) throws Exception {
    var post = site.post(author, spokenAs(author), Instant.now().minus(ago));
    return caption.isEmpty()
        ? post
        : site.microblog()
            .postCommands()
            .edit(author.id(), post.id(), new PostText(caption, "", ""));
  }

  /// A post from the telephone, just now.
  public Post spoken(Account author, String caption) throws Exception {
    return spoken(author, caption, Duration.ZERO);
  }

  public Post reply(Account author, Post answered, String caption) throws Exception {
    return write(
        author, new PostText(caption, "", ""), Visibility.PUBLIC, Optional.of(answered.id()));
  }

  public Post write(Account author, String caption, String warning, Visibility visibility)
      throws Exception {
    return write(author, new PostText(caption, warning, ""), visibility, Optional.empty());
  }

  private Post write(
      Account author, PostText text, Visibility visibility, Optional<PostId> answered)
      throws Exception {
    return site.microblog()
        .postCommands()
        .post(
            new PostRequest(
                author.id(), text, Optional.empty(), visibility, answered, Optional.empty()));
  }

  /// A post from the web, with a voice.
  private Post say(Account author, PostText text, Visibility visibility, Optional<PostId> answered)
      throws Exception {
    var recording = RecordingId.at(Instant.now());
    site.microblog().postCommands().keep(author.id(), site.stored(recording, spokenAs(author)));
    return site.microblog()
        .postCommands()
        .post(
            new PostRequest(
                author.id(), text, Optional.of(recording), visibility, answered, Optional.empty()));
  }

  /// What signs somebody in: the value of the cookie `session`.
  public String session(Account account) throws Exception {
    return site.access().tokens().openSession(account.id()).token().value();
  }
}
