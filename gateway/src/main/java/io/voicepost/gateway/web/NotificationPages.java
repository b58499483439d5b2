package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Marker;
import io.voicepost.storage.Notification;
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
  private final Pages pages;
  private final Cards cards;

  NotificationPages(Microblog microblog, Pages pages, Cards cards) {
    this.microblog = microblog;
    this.pages = pages;
    this.cards = cards;
  }

  HttpResponse show(Visit visit) throws IOException {
    return Pages.members(visit, session -> show(visit, session.account().id()));
  }

  private HttpResponse show(Visit visit, AccountId reader) throws IOException {
    boolean mentions = visit.query("show").filter("mentions"::equals).isPresent();
    var told =
        microblog
            .telling()
            .list(
                reader,
                mentions ? EnumSet.of(Notification.Type.MENTION) : ALL,
                Optional.empty(),
                visit.page(PAGE));
    long read = Unread.lastRead(microblog, reader);
    if (!told.isEmpty() && visit.before().isEmpty() && told.getFirst().id() > read && !mentions) {
      microblog.markers().move(reader, Marker.Timeline.NOTIFICATIONS, told.getFirst().id());
    }
    var words = visit.words().place();
    return pages.page(
        visit,
        "notifications",
        new View(
            pages.named(words.notifications(), visit.by(visit.session(), visit.news().read())),
            List.of(
                new Place.Tab(words.all(), "/notifications", !mentions),
                new Place.Tab(words.mentions(), "/notifications?show=mentions", mentions)),
            items(visit, reader, told, read),
            told.size() < PAGE
                ? Optional.empty()
                : Optional.of(visit.with("before", Long.toString(told.getLast().id())))));
  }

  private List<Item> items(Visit visit, AccountId reader, List<Notification> told, long read)
      throws IOException {
    var onlooker = Onlooker.of(visit);
    var posts = told.stream().flatMap(it -> it.post().stream()).distinct().toList();
    Map<Long, Card> shown =
        cards.of(onlooker, posts).stream()
            .collect(Collectors.toMap(it -> it.post().id().value(), it -> it, (one, _) -> one));
    var asking = asking(reader, told);
    var items = new LinkedHashMap<Object, Item>();
    for (var it : told) {
      var card = it.post().map(post -> shown.get(post.id().value()));
      boolean waits =
          it.type() == Notification.Type.FOLLOW_REQUEST && asking.contains(it.from().id());
      var fresh = new Item(it, List.of(it.from()), card, it.id() > read, waits, onlooker);
      items.merge(Item.key(it), fresh, Item::and);
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
        : microblog.following().store().relationships(reader, from).entrySet().stream()
            .filter(it -> it.getValue().requestedBy())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
  }

  record View(Frame frame, List<Place.Tab> tabs, List<Item> items, Optional<String> older) {}

  /// One line: what was done, by one or several.
  ///
  /// @param waits whether it is a request that waits for an answer
  record Item(
      Notification newest,
      List<Account> by,
      Optional<Card> card,
      boolean isNew,
      boolean waits,
      Onlooker onlooker) {
    private static final int FACES = 6;

    /// Likes, reposts and new followers are told together.
    private static Object key(Notification told) {
      return switch (told.type()) {
        case LIKE, REPOST -> List.of(told.type(), told.post().map(it -> it.id().value()));
        case FOLLOW -> told.type();
        case FOLLOW_REQUEST, MENTION, POST -> told.id();
      };
    }

    private Item and(Item older) {
      var all = new ArrayList<>(by);
      older.by.stream().filter(it -> !all.contains(it)).forEach(all::add);
      return new Item(newest, List.copyOf(all), card, isNew || older.isNew, waits, onlooker);
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
      return Paths.account(who().handle());
    }

    List<Account> faces() {
      return by.subList(0, Math.min(FACES, by.size()));
    }

    int others() {
      return by.size() - 1;
    }

    PeopleWords says() {
      return onlooker.words().people();
    }

    String did() {
      return says().did(newest.type(), others());
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
      return onlooker.when(newest.at());
    }
  }

  /// Lets a follower in, or does not.
  HttpResponse answer(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var id = Visit.id(fields.text("account"));
          if (id.isEmpty()) {
            return pages.notFound(visit);
          }
          boolean accept = fields.text("answer").equals("accept");
          try {
            var follower = new AccountId(id.get().value());
            microblog.following().answer(session.account().id(), follower, accept);
          } catch (RefusedException _) {
            // Who asked took it back: nothing is left to answer.
          }
          return Ways.to("/notifications");
        });
  }
}
