package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountCounts;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Page;
import io.voicepost.storage.Relationship;
import io.voicepost.storage.TimelineStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The page of an account, and who follows whom.
final class AccountPages {
  private static final int PEOPLE = 40;

  private final Microblog microblog;
  private final Pages pages;
  private final Cards cards;

  AccountPages(Microblog microblog, Pages pages, Cards cards) {
    this.microblog = microblog;
    this.pages = pages;
    this.cards = cards;
  }

  private Optional<Account> find(Visit visit) throws IOException {
    var handle = Pages.handle(visit);
    return handle.isEmpty() ? Optional.empty() : microblog.accounts().byHandle(handle.get());
  }

  /// What of an account its page shows.
  enum Show {
    POSTS(""),
    VOICES("voices"),
    REPLIES("replies");

    private final String query;

    Show(String query) {
      this.query = query;
    }

    TimelineStore.Filter filter() {
      return switch (this) {
        case POSTS -> new TimelineStore.Filter(true, false, false, Optional.empty());
        case VOICES -> new TimelineStore.Filter(false, true, true, Optional.empty());
        case REPLIES -> TimelineStore.Filter.NONE;
      };
    }

    static Show of(Visit visit) {
      var wanted = visit.query("show").orElse("");
      for (var show : values()) {
        if (show.query.equals(wanted)) {
          return show;
        }
      }
      return POSTS;
    }

    String href(Handle handle) {
      return Paths.account(handle) + (query.isEmpty() ? "" : "?show=" + query);
    }

    String name(PeopleWords words) {
      return switch (this) {
        case POSTS -> words.tabPosts();
        case VOICES -> words.tabVoices();
        case REPLIES -> words.tabReplies();
      };
    }
  }

  HttpResponse account(Visit visit) throws IOException {
    var found = find(visit);
    if (found.isEmpty()) {
      return pages.notFound(visit);
    }
    var account = found.get();
    var show = Show.of(visit);
    var reading = microblog.reading();
    var posts =
        reading.account(visit.viewer(), account.id(), show.filter(), visit.page(Timeline.PAGE));
    var onlooker = Onlooker.of(visit);
    boolean first = visit.before().isEmpty() && show == Show.POSTS;
    var pinned =
        first ? cards.of(onlooker, reading.pinned(visit.viewer(), account.id())) : List.<Card>of();
    var name = visit.words().voiceOf(account.displayName(), account.handle().value());
    return pages.page(
        visit,
        "account",
        new View(
            pages.frame(name, visit),
            person(visit, account),
            show,
            pinned,
            Timeline.of(visit, cards, posts, show == Show.POSTS ? account.handle().value() : "")));
  }

  private Person person(Visit visit, Account account) throws IOException {
    var figures = microblog.figures(visit.viewer(), List.of(), List.of(account));
    var standing =
        visit.viewer().isEmpty()
            ? Relationship.NONE
            : microblog.following().store().between(visit.viewer().get(), account.id());
    return new Person(account, figures.of(account), standing, Onlooker.of(visit));
  }

  record View(Frame frame, Person person, Show show, List<Card> pinned, Timeline timeline) {
    List<Place.Tab> tabs() {
      return List.of(tab(Show.POSTS), tab(Show.VOICES), tab(Show.REPLIES));
    }

    private Place.Tab tab(Show it) {
      var handle = person.account().handle();
      return new Place.Tab(it.name(frame.words().people()), it.href(handle), it == show);
    }

    Place.Silence silence() {
      var words = frame.words();
      var name = person.account().displayName();
      if (person.standing().blocking()) {
        return new Place.Silence(words.people().youBlocked(name), "");
      }
      return person.standing().blockedBy()
          ? new Place.Silence(words.people().blockedYou(name), "")
          : new Place.Silence(words.accountIsSilent(name), "");
    }
  }

  private interface Ring {
    List<Listed<Account>> of(Account account, Page page) throws IOException;
  }

  HttpResponse followers(Visit visit) throws IOException {
    return ring(
        visit,
        true,
        (account, page) -> microblog.following().store().followers(account.id(), page));
  }

  HttpResponse following(Visit visit) throws IOException {
    return ring(
        visit,
        false,
        (account, page) -> microblog.following().store().following(account.id(), page));
  }

  private HttpResponse ring(Visit visit, boolean followers, Ring ring) throws IOException {
    var found = find(visit);
    if (found.isEmpty()) {
      return pages.notFound(visit);
    }
    var account = found.get();
    var listed = ring.of(account, visit.page(PEOPLE));
    var words = visit.words().people();
    var name = account.displayName();
    var title = followers ? words.followersOf(name) : words.followedBy(name);
    return pages.page(
        visit,
        "people",
        new People(
            pages.named(title, visit),
            title,
            new Place.Link("@" + account.handle(), Paths.account(account.handle())),
            Person.of(microblog, Onlooker.of(visit), listed.stream().map(Listed::item).toList()),
            Older.of(visit, listed, PEOPLE),
            followers ? words.noFollowers(name) : words.followsNobody(name)));
  }

  /// A list of accounts.
  record People(
      Frame frame,
      String title,
      Place.Link back,
      List<Person> people,
      Optional<String> older,
      String silence) {}

  /// An account as somebody sees it.
  record Person(Account account, AccountCounts counts, Relationship standing, Onlooker onlooker) {
    static List<Person> of(Microblog microblog, Onlooker onlooker, List<Account> accounts)
        throws IOException {
      if (accounts.isEmpty()) {
        return List.of();
      }
      var figures = microblog.figures(onlooker.id(), List.of(), accounts);
      var ids = accounts.stream().map(Account::id).toList();
      var standings =
          onlooker.id().isEmpty()
              ? java.util.Map.<io.voicepost.storage.AccountId, Relationship>of()
              : microblog.following().store().relationships(onlooker.id().get(), ids);
      return accounts.stream()
          .map(it ->
              new Person(
                  it, figures.of(it), standings.getOrDefault(it.id(), Relationship.NONE), onlooker))
          .toList();
    }

    String id() {
      return Long.toString(account.id().value());
    }

    String name() {
      return account.displayName();
    }

    String handle() {
      return account.handle().value();
    }

    String path() {
      return Paths.account(account.handle());
    }

    Avatar avatar() {
      return Avatar.of(account);
    }

    boolean isYou() {
      return onlooker.is(account);
    }

    List<Piece> bio() {
      return Piece.of(account.profile().bio(), _ -> true);
    }

    boolean hasBio() {
      return !account.profile().bio().isBlank();
    }

    String joined() {
      return onlooker.words().people().joined(onlooker.words().month(account.createdAt()));
    }

    String count(long count) {
      var text = onlooker.words().post().count(count);
      return text.isEmpty() ? "0" : text;
    }

    String signIn() {
      return Ways.signIn(path());
    }

    /// How the viewer stands to it, for the button: `none`, `requested`, `following` or `blocking`.
    String state() {
      if (standing.blocking()) {
        return "blocking";
      }
      if (standing.following()) {
        return "following";
      }
      return standing.requested() ? "requested" : "none";
    }

    String action() {
      var words = onlooker.words().people();
      return switch (state()) {
        case "blocking" -> words.blocked();
        case "following" -> words.following();
        case "requested" -> words.requested();
        default -> words.follow();
      };
    }
  }
}
