package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.post.Marker;
import io.voicepost.storage.post.Notification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What somebody was told. Looking at its newest end marks all of it as read.
final class NotificationPages {
  private static final int PAGE = 40;
  private static final Set<Notification.Type> ALL = EnumSet.allOf(Notification.Type.class);

  private final Microblog microblog;
  private final PageRenderer renderer;
  private final CardLoader cardLoader;

  NotificationPages(Microblog microblog, PageRenderer renderer, CardLoader cardLoader) {
    this.microblog = microblog;
    this.renderer = renderer;
    this.cardLoader = cardLoader;
  }

  HttpResponse show(WebRequest request) throws IOException {
    return PageRenderer.members(request, session -> show(request, session.account().id()));
  }

  private HttpResponse show(WebRequest request, AccountId reader) throws IOException {
    boolean mentions = request.query("show").filter("mentions"::equals).isPresent();
    var told =
        microblog
            .notifier()
            .list(
                reader,
                mentions ? EnumSet.of(Notification.Type.MENTION) : ALL,
                Optional.empty(),
                request.page(PAGE));
    long read = UnreadCounter.lastRead(microblog, reader);
    if (!told.isEmpty() && request.before().isEmpty() && told.getFirst().id() > read && !mentions) {
      microblog.markers().move(reader, Marker.MarkedTimeline.NOTIFICATIONS, told.getFirst().id());
    }
    var words = request.words();
    return renderer.page(
        request,
        "notifications",
        new NotificationsView(
            renderer.named(
                words.say("place.notifications"),
                request.by(request.session(), request.unread().read())),
            List.of(
                new TimelineView.Tab(words.say("place.all"), "/notifications", !mentions),
                new TimelineView.Tab(
                    words.say("place.mentions"), "/notifications?show=mentions", mentions)),
            items(request, reader, told, read),
            told.size() < PAGE
                ? Optional.empty()
                : Optional.of(request.with("before", Long.toString(told.getLast().id())))));
  }

  private List<NotificationItem> items(
      WebRequest request, AccountId reader, List<Notification> told, long read) throws IOException {
    var viewer = Viewer.of(request);
    var posts = told.stream().flatMap(it -> it.post().stream()).distinct().toList();
    Map<Long, Card> shown =
        cardLoader.of(viewer, posts).stream()
            .collect(Collectors.toMap(it -> it.post().id().value(), it -> it, (one, _) -> one));
    var asking = asking(reader, told);
    var items = new LinkedHashMap<Object, NotificationItem>();
    for (var it : told) {
      var card = it.post().map(post -> shown.get(post.id().value()));
      boolean waits =
          it.type() == Notification.Type.FOLLOW_REQUEST && asking.contains(it.from().id());
      var fresh = new NotificationItem(it, List.of(it.from()), card, it.id() > read, waits, viewer);
      items.merge(NotificationItem.key(it), fresh, NotificationItem::and);
    }
    return List.copyOf(items.values());
  }

  /// Whose requests still wait for an answer.
  private Set<AccountId> asking(AccountId reader, List<Notification> told) throws IOException {
    var from =
        told.stream()
            .filter(it -> it.type() == Notification.Type.FOLLOW_REQUEST)
            .map(it -> it.from().id())
            .collect(Collectors.toSet());
    return from.isEmpty()
        ? Set.of()
        : microblog.followCommands().store().relationships(reader, from).entrySet().stream()
            .filter(it -> it.getValue().requestedBy())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
  }

  record NotificationsView(
      PageFrame frame,
      List<TimelineView.Tab> tabs,
      List<NotificationItem> items,
      Optional<String> older) {}

  /// One line: what was done, by one or several.
  ///
  /// @param waits whether it is a request that waits for an answer
  record NotificationItem(
      Notification newest,
      List<Account> by,
      Optional<Card> card,
      boolean isNew,
      boolean waits,
      Viewer viewer) {
    private static final int FACES = 6;

    /// Likes, reposts and new followers are told together.
    private static Object key(Notification told) {
      return switch (told.type()) {
        case LIKE, REPOST -> List.of(told.type(), told.post().map(it -> it.id().value()));
        case FOLLOW -> told.type();
        case FOLLOW_REQUEST, MENTION, POST -> told.id();
      };
    }

    private NotificationItem and(NotificationItem older) {
      var all = new ArrayList<>(by);
      older.by.stream().filter(it -> !all.contains(it)).forEach(all::add);
      return new NotificationItem(
          newest, List.copyOf(all), card, isNew || older.isNew, waits, viewer);
    }

    String id() {
      return Long.toString(newest.id());
    }

    /// Whether the post itself is shown, not only named.
    boolean isPost() {
      return card.isPresent()
          && (newest.type() == Notification.Type.MENTION
              || newest.type() == Notification.Type.POST);
    }

    Account who() {
      return by.getFirst();
    }

    String path() {
      return SitePaths.account(who().handle());
    }

    List<Account> faces() {
      return by.subList(0, Math.min(FACES, by.size()));
    }

    int others() {
      return by.size() - 1;
    }

    Words words() {
      return viewer.words();
    }

    String did() {
      return words().say("people.did", newest.type(), others());
    }

    String icon() {
      return switch (newest.type()) {
        case FOLLOW, FOLLOW_REQUEST -> "#i-person";
        case MENTION -> "#i-reply";
        case REPOST -> "#i-repost";
        case LIKE -> "#i-like";
        case POST -> "#i-listen";
      };
    }

    String time() {
      return newest.at().toString();
    }

    String when() {
      return viewer.when(newest.at());
    }
  }

  /// Lets a follower in, or does not.
  HttpResponse answer(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var id = WebRequest.id(fields.text("account"));
          if (id.isEmpty()) {
            return renderer.notFound(request);
          }
          boolean accept = fields.text("answer").equals("accept");
          try {
            var follower = new AccountId(id.get().value());
            microblog.followCommands().answer(session.account().id(), follower, accept);
          } catch (RefusedException _) {
            // Who asked took it back: nothing is left to answer.
          }
          return Redirects.to("/notifications");
        });
  }
}
