package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountCounts;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Page;
import io.voicepost.storage.Relationship;
import io.voicepost.storage.post.TimelineStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The page of an account, and who follows whom.
final class AccountPages {
  private static final int PEOPLE = 40;

  private final Microblog microblog;
  private final PageRenderer renderer;
  private final CardLoader cardLoader;

  AccountPages(Microblog microblog, PageRenderer renderer, CardLoader cardLoader) {
    this.microblog = microblog;
    this.renderer = renderer;
    this.cardLoader = cardLoader;
  }

  private Optional<Account> find(WebRequest request) throws IOException {
    var handle = PageRenderer.handle(request);
    return handle.isEmpty() ? Optional.empty() : microblog.accounts().byHandle(handle.get());
  }

  /// What of an account its page shows.
  enum AccountTab {
    POSTS(""),
    VOICES("voices"),
    REPLIES("replies");

    private final String query;

    AccountTab(String query) {
      this.query = query;
    }

    TimelineStore.Filter filter() {
      return switch (this) {
        case POSTS -> new TimelineStore.Filter(true, false, false, Optional.empty());
        case VOICES -> new TimelineStore.Filter(false, true, true, Optional.empty());
        case REPLIES -> TimelineStore.Filter.NONE;
      };
    }

    static AccountTab of(WebRequest request) {
      var wanted = request.query("show").orElse("");
      for (var tab : values()) {
        if (tab.query.equals(wanted)) {
          return tab;
        }
      }
      return POSTS;
    }

    String href(Handle handle) {
      return SitePaths.account(handle) + (query.isEmpty() ? "" : "?show=" + query);
    }

    String name(Words words) {
      return switch (this) {
        case POSTS -> words.say("people.tab-posts");
        case VOICES -> words.say("people.tab-voices");
        case REPLIES -> words.say("people.tab-replies");
      };
    }
  }

  HttpResponse account(WebRequest request) throws IOException {
    var found = find(request);
    if (found.isEmpty()) {
      return renderer.notFound(request);
    }
    var account = found.get();
    var tab = AccountTab.of(request);
    var postQueries = microblog.postQueries();
    var posts =
        postQueries.account(
            request.viewer(), account.id(), tab.filter(), request.page(CardList.PAGE));
    var viewer = Viewer.of(request);
    boolean first = request.before().isEmpty() && tab == AccountTab.POSTS;
    var pinned =
        first
            ? cardLoader.of(viewer, postQueries.pinned(request.viewer(), account.id()))
            : List.<Card>of();
    var name =
        request.words().say("account.title", account.displayName(), account.handle().value());
    return renderer.page(
        request,
        "account",
        new AccountView(
            renderer.frame(name, request),
            person(request, account),
            tab,
            pinned,
            CardList.of(
                request,
                cardLoader,
                posts,
                tab == AccountTab.POSTS ? account.handle().value() : "")));
  }

  private Person person(WebRequest request, Account account) throws IOException {
    var stats = microblog.stats(request.viewer(), List.of(), List.of(account));
    var standing =
        request.viewer().isEmpty()
            ? Relationship.NONE
            : microblog.followCommands().store().between(request.viewer().get(), account.id());
    return new Person(account, stats.of(account), standing, Viewer.of(request));
  }

  record AccountView(
      PageFrame frame, Person person, AccountTab tab, List<Card> pinned, CardList timeline) {
    List<TimelineView.Tab> tabs() {
      return List.of(tab(AccountTab.POSTS), tab(AccountTab.VOICES), tab(AccountTab.REPLIES));
    }

    private TimelineView.Tab tab(AccountTab it) {
      var handle = person.account().handle();
      return new TimelineView.Tab(it.name(frame.words()), it.href(handle), it == tab);
    }

    TimelineView.EmptyState emptyState() {
      var words = frame.words();
      var name = person.account().displayName();
      if (person.standing().blocking()) {
        return new TimelineView.EmptyState(words.say("people.you-blocked", name), "");
      }
      return person.standing().blockedBy()
          ? new TimelineView.EmptyState(words.say("people.blocked-you", name), "")
          : new TimelineView.EmptyState(words.say("timeline.account-is-silent", name), "");
    }
  }

  private interface FollowQuery {
    List<Listed<Account>> of(Account account, Page page) throws IOException;
  }

  HttpResponse followers(WebRequest request) throws IOException {
    return ring(
        request,
        true,
        (account, page) -> microblog.followCommands().store().followers(account.id(), page));
  }

  HttpResponse following(WebRequest request) throws IOException {
    return ring(
        request,
        false,
        (account, page) -> microblog.followCommands().store().following(account.id(), page));
  }

  private HttpResponse ring(WebRequest request, boolean followers, FollowQuery query)
      throws IOException {
    var found = find(request);
    if (found.isEmpty()) {
      return renderer.notFound(request);
    }
    var account = found.get();
    var listed = query.of(account, request.page(PEOPLE));
    var words = request.words();
    var name = account.displayName();
    var title =
        followers ? words.say("people.followers-of", name) : words.say("people.followed-by", name);
    return renderer.page(
        request,
        "people",
        new People(
            renderer.named(title, request),
            title,
            new TimelineView.HeadingLink(
                "@" + account.handle(), SitePaths.account(account.handle())),
            Person.of(microblog, Viewer.of(request), listed.stream().map(Listed::item).toList()),
            OlderLink.of(request, listed, PEOPLE),
            followers
                ? words.say("people.no-followers", name)
                : words.say("people.follows-nobody", name)));
  }

  /// A list of accounts.
  record People(
      PageFrame frame,
      String title,
      TimelineView.HeadingLink back,
      List<Person> people,
      Optional<String> older,
      String emptyText) {}

  /// An account as somebody sees it.
  record Person(Account account, AccountCounts counts, Relationship standing, Viewer viewer) {
    static List<Person> of(Microblog microblog, Viewer viewer, List<Account> accounts)
        throws IOException {
      if (accounts.isEmpty()) {
        return List.of();
      }
      var stats = microblog.stats(viewer.id(), List.of(), accounts);
      var ids = accounts.stream().map(Account::id).toList();
      var standings =
          viewer.id().isEmpty()
              ? java.util.Map.<io.voicepost.storage.AccountId, Relationship>of()
              : microblog.followCommands().store().relationships(viewer.id().get(), ids);
      return accounts.stream()
          .map(it ->
              new Person(
                  it, stats.of(it), standings.getOrDefault(it.id(), Relationship.NONE), viewer))
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
      return SitePaths.account(account.handle());
    }

    Avatar avatar() {
      return Avatar.of(account);
    }

    boolean isYou() {
      return viewer.is(account);
    }

    List<TextSegment> bio() {
      return TextSegment.of(account.profile().bio(), _ -> true);
    }

    boolean hasBio() {
      return !account.profile().bio().isBlank();
    }

    String joined() {
      return viewer.words().say("people.joined", viewer.words().month(account.createdAt()));
    }

    String count(long count) {
      var text = viewer.words().count(count);
      return text.isEmpty() ? "0" : text;
    }

    String signIn() {
      return Redirects.signIn(path());
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
      var words = viewer.words();
      return switch (state()) {
        case "blocking" -> words.say("people.blocked");
        case "following" -> words.say("people.following");
        case "requested" -> words.say("people.requested");
        default -> words.say("people.follow");
      };
    }
  }
}
