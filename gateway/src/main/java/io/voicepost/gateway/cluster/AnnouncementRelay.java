package io.voicepost.gateway.cluster;

import io.voicepost.gateway.microblog.Announcement;
import io.voicepost.gateway.microblog.Announcements;
import io.voicepost.gateway.microblog.Readers;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.access.TokenId;
import io.voicepost.storage.post.NotificationStore;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.Repost;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.NodeChannel;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries announcements between the nodes that share a database. The announcer neither waits nor
/// fails for it. Closing sends what waits.
public final class AnnouncementRelay implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AnnouncementRelay.class);

  /// In the place of a recording.
  private static final String NONE = "-";

  private final PostStore posts;
  private final NotificationStore notifications;
  private final Announcements announcements;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  private AnnouncementRelay(Database database, Announcements announcements) {
    this.posts = database.posts();
    this.notifications = database.notifications();
    this.announcements = announcements;
  }

  /// For a running gateway: hears the others, and tells them where there may be any.
  public static AnnouncementRelay join(Database database, Announcements announcements) {
    var relay = new AnnouncementRelay(database, announcements);
    var channel = relay.channel(database);
    if (database.isShared()) {
      relay.tellOver(channel);
    }
    relay.open.push(channel.listen(relay.new RelayReceiver()));
    return relay;
  }

  /// For an operator's command: tells the running gateways and hears nobody.
  public static AnnouncementRelay tell(Database database, Announcements announcements) {
    var relay = new AnnouncementRelay(database, announcements);
    relay.tellOver(relay.channel(database));
    return relay;
  }

  private NodeChannel channel(Database database) {
    var channel = database.nodes();
    open.push(channel);
    return channel;
  }

  private void tellOver(NodeChannel channel) {
    open.push(announcements.subscribeToOwn(it -> channel.send(text(it))));
  }

  private static String text(Announcement announcement) {
    return switch (announcement) {
      case Announcement.Posted(var post) -> "posted " + post.id();
      case Announcement.Reposted(var repost) -> "reposted " + repost.id();
      case Announcement.Edited(var post) -> "edited " + post.id();
      case Announcement.Deleted(var post, var recording, var readers) ->
          "deleted "
              + post
              + " "
              + recording.map(RecordingId::toString).orElse(NONE)
              + text(readers);
      case Announcement.Discarded(var recording) -> "discarded " + recording;
      case Announcement.Related(var account) -> "related " + account;
      case Announcement.Notified(var it) -> "notified " + it.to() + " " + it.id();
      case Announcement.Revoked(var token) -> "revoked " + token;
      case Announcement.Missed() -> "missed";
    };
  }

  private static String text(Readers readers) {
    var text = new StringBuilder(" " + readers.author() + " " + readers.visibility().name());
    readers.mentioned().forEach(it -> text.append(' ').append(it));
    return text.toString();
  }

  private final class RelayReceiver implements NodeChannel.Receiver {
    @Override
    public void hear(String text) {
      try {
        announcement(List.of(text.split(" ", -1))).ifPresent(announcements::carry);
      } catch (IOException e) {
        log.warn("node announcement not read next=resync error=\"{}\"", e.toString());
        missed();
      }
    }

    @Override
    public void missed() {
      announcements.carry(new Announcement.Missed());
    }
  }

  /// Empty where it is about something that is gone again, or said by a newer version of us.
  private Optional<Announcement> announcement(List<String> words) throws IOException {
    return switch (words.getFirst()) {
      case "posted" -> post(words).map(Announcement.Posted::new);
      case "reposted" -> repost(words).map(Announcement.Reposted::new);
      case "edited" -> post(words).map(Announcement.Edited::new);
      case "deleted" -> Optional.of(deleted(words));
      case "discarded" -> recording(words, 1).map(Announcement.Discarded::new);
      case "related" -> Optional.of(new Announcement.Related(account(words)));
      case "notified" ->
          notifications
              .byId(account(words), Long.parseLong(words.get(2)))
              .map(Announcement.Notified::new);
      case "revoked" -> Optional.of(new Announcement.Revoked(token(words)));
      case "missed" -> Optional.of(new Announcement.Missed());
      default -> Optional.empty();
    };
  }

  /// An older version of us does not say who could see it: then everybody looks anew.
  private static Announcement deleted(List<String> words) {
    if (words.size() < 5) {
      return new Announcement.Missed();
    }
    var recording = words.get(2).equals(NONE) ? Optional.<RecordingId>empty() : recording(words, 2);
    var mentioned =
        words.stream()
            .skip(5)
            .map(AnnouncementRelay::account)
            .collect(Collectors.toUnmodifiableSet());
    var readers = new Readers(account(words.get(3)), Visibility.valueOf(words.get(4)), mentioned);
    return new Announcement.Deleted(id(words), recording, readers);
  }

  private Optional<Post> post(List<String> words) throws IOException {
    return posts.byId(id(words)).filter(it -> it.visibility() != Visibility.DRAFT);
  }

  private Optional<Repost> repost(List<String> words) throws IOException {
    Optional<TimelineEntry> found = posts.entry(id(words));
    return found.filter(Repost.class::isInstance).map(Repost.class::cast);
  }

  private static PostId id(List<String> words) {
    return new PostId(Long.parseLong(words.get(1)));
  }

  private static AccountId account(List<String> words) {
    return account(words.get(1));
  }

  private static AccountId account(String word) {
    return new AccountId(Long.parseLong(word));
  }

  private static TokenId token(List<String> words) {
    return new TokenId(Long.parseLong(words.get(1)));
  }

  private static Optional<RecordingId> recording(List<String> words, int place) {
    return words.stream().skip(place).findFirst().map(RecordingId::parse);
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        log.error("node channel close failed", e);
      }
    }
  }
}
