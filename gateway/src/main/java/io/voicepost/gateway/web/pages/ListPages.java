package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountList;
import io.voicepost.storage.ListId;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Page;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The lists that somebody keeps. Somebody else's list is not there.
final class ListPages {
  private static final String PATH = "/lists";
  private static final int MEMBERS = 200;

  private final Microblog microblog;
  private final PageRenderer renderer;
  private final CardLoader cardLoader;

  ListPages(Microblog microblog, PageRenderer renderer, CardLoader cardLoader) {
    this.microblog = microblog;
    this.renderer = renderer;
    this.cardLoader = cardLoader;
  }

  HttpResponse all(WebRequest request) throws IOException {
    return PageRenderer.members(
        request, session -> all(request, session, HttpStatus.OK, SignInViews.Form.EMPTY));
  }

  private HttpResponse all(
      WebRequest request, Session session, HttpStatus status, SignInViews.Form form)
      throws IOException {
    return renderer.page(
        renderer.headers(request, status),
        "lists",
        new ListsView(
            renderer.named(request.words().say("place.lists"), request),
            microblog.listCommands().of(session.account().id()),
            form));
  }

  record ListsView(PageFrame frame, List<AccountList> lists, SignInViews.Form form) {}

  HttpResponse create(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var title = fields.text("title").strip();
          if (isTitle(title)) {
            try {
              var list = microblog.listCommands().create(session.account().id(), title);
              return Redirects.to(path(list.id()) + "/members");
            } catch (RefusedException _) {
              // Too many: what is wrong is said below.
            }
          }
          var error = request.words().say("place.bad-title");
          return all(
              request,
              session,
              HttpStatus.UNPROCESSABLE_ENTITY,
              SignInViews.Form.wrong("title", error, Map.of("title", title)));
        });
  }

  private static boolean isTitle(String title) {
    return !title.isBlank() && !title.contains("\n") && ComposeForm.fits(title, 100);
  }

  static String path(ListId list) {
    return PATH + "/" + list;
  }

  private interface ListAction {
    HttpResponse on(Session session, AccountList list) throws IOException, RefusedException;
  }

  /// Does something with the list that the path names, if it is the visitor's own.
  private HttpResponse own(WebRequest request, ListAction action) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var id = WebRequest.id(request.part("id")).map(it -> new ListId(it.value()));
          try {
            return id.isEmpty()
                ? renderer.notFound(request)
                : action.on(
                    session, microblog.listCommands().one(session.account().id(), id.get()));
          } catch (RefusedException e) {
            return renderer.notFound(request);
          }
        });
  }

  HttpResponse list(WebRequest request) throws IOException {
    return own(
        request,
        (session, list) -> {
          var words = request.words();
          var change =
              new TimelineView.HeadingLink(
                  words.say("place.change-list"), path(list.id()) + "/members");
          var posts =
              microblog
                  .postQueries()
                  .list(session.account().id(), list.id(), request.page(CardList.PAGE));
          return renderer.page(
              request,
              "place",
              new TimelineView(
                  renderer.named(list.title(), request),
                  list.title(),
                  List.of(),
                  Optional.of(change),
                  CardList.of(request, cardLoader, posts, CardList.NOTHING),
                  new TimelineView.EmptyState(
                      words.say("place.list-silent"),
                      words.say("place.list-advice"),
                      Optional.of(change))));
        });
  }

  HttpResponse members(WebRequest request) throws IOException {
    return own(request, (_, list) -> members(request, list, HttpStatus.OK, SignInViews.Form.EMPTY));
  }

  private HttpResponse members(
      WebRequest request, AccountList list, HttpStatus status, SignInViews.Form form)
      throws IOException {
    var members =
        microblog.listCommands().store().members(list.id(), Page.first(MEMBERS)).stream()
            .map(Listed::item)
            .toList();
    return renderer.page(
        renderer.headers(request, status),
        "members",
        new MembersView(
            renderer.named(list.title(), request),
            list,
            AccountPages.Person.of(microblog, Viewer.of(request), members),
            form));
  }

  record MembersView(
      PageFrame frame, AccountList list, List<AccountPages.Person> members, SignInViews.Form form) {
    String path() {
      return ListPages.path(list.id());
    }

    /// The name as it was typed, or as it is.
    String title() {
      return form.values().getOrDefault("title", list.title());
    }
  }

  HttpResponse add(WebRequest request, FormFields fields) throws IOException {
    return own(
        request,
        (session, list) -> {
          var typed = fields.text("handle").strip().toLowerCase(Locale.ROOT).replaceFirst("^@", "");
          var handle = PageRenderer.handle(typed);
          var member =
              handle.isEmpty()
                  ? Optional.<Account>empty()
                  : microblog.accounts().byHandle(handle.get());
          if (member.isPresent() && added(session, list, member.get().id())) {
            return Redirects.to(path(list.id()) + "/members");
          }
          var error = request.words().say("place.not-followed");
          return members(
              request,
              list,
              HttpStatus.UNPROCESSABLE_ENTITY,
              SignInViews.Form.wrong("handle", error, Map.of("handle", typed)));
        });
  }

  private boolean added(Session session, AccountList list, AccountId member) throws IOException {
    try {
      microblog.listCommands().add(session.account().id(), list.id(), List.of(member));
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  HttpResponse remove(WebRequest request, FormFields fields) throws IOException {
    return own(
        request,
        (session, list) -> {
          var member = WebRequest.id(fields.text("account")).map(it -> new AccountId(it.value()));
          if (member.isPresent()) {
            var gone = List.of(member.get());
            microblog.listCommands().remove(session.account().id(), list.id(), gone);
          }
          return Redirects.to(path(list.id()) + "/members");
        });
  }

  HttpResponse rename(WebRequest request, FormFields fields) throws IOException {
    return own(
        request,
        (session, list) -> {
          var title = fields.text("title").strip();
          if (!isTitle(title)) {
            var error = request.words().say("place.bad-title");
            return members(
                request,
                list,
                HttpStatus.UNPROCESSABLE_ENTITY,
                SignInViews.Form.wrong("title", error, Map.of("title", title)));
          }
          microblog.listCommands().store().rename(session.account().id(), list.id(), title);
          return Redirects.to(path(list.id()) + "/members");
        });
  }

  HttpResponse delete(WebRequest request, FormFields fields) throws IOException {
    return own(
        request,
        (session, list) -> {
          microblog.listCommands().delete(session.account().id(), list.id());
          return Redirects.to(PATH);
        });
  }
}
