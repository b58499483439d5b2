package io.voicepost.gateway.web;

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
  private final Pages pages;
  private final Cards cards;

  ListPages(Microblog microblog, Pages pages, Cards cards) {
    this.microblog = microblog;
    this.pages = pages;
    this.cards = cards;
  }

  HttpResponse all(Visit visit) throws IOException {
    return Pages.members(visit, session -> all(visit, session, HttpStatus.OK, Door.Form.EMPTY));
  }

  private HttpResponse all(Visit visit, Session session, HttpStatus status, Door.Form form)
      throws IOException {
    return pages.page(
        pages.headers(visit, status),
        "lists",
        new All(
            pages.named(visit.words().place().lists(), visit),
            microblog.listing().of(session.account().id()),
            form));
  }

  record All(Frame frame, List<AccountList> lists, Door.Form form) {}

  HttpResponse create(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var title = fields.text("title").strip();
          if (isTitle(title)) {
            try {
              var list = microblog.listing().create(session.account().id(), title);
              return Ways.to(path(list.id()) + "/members");
            } catch (RefusedException _) {
              // Too many: what is wrong is said below.
            }
          }
          var error = visit.words().place().badTitle();
          return all(
              visit,
              session,
              HttpStatus.UNPROCESSABLE_ENTITY,
              Door.Form.wrong("title", error, Map.of("title", title)));
        });
  }

  private static boolean isTitle(String title) {
    return !title.isBlank() && !title.contains("\n") && ComposePages.fits(title, 100);
  }

  static String path(ListId list) {
    return PATH + "/" + list;
  }

  private interface Work {
    HttpResponse on(Session session, AccountList list) throws IOException, RefusedException;
  }

  /// Does something with the list that the path names, if it is the visitor's own.
  private HttpResponse own(Visit visit, Work work) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var id = Visit.id(visit.part("id")).map(it -> new ListId(it.value()));
          try {
            return id.isEmpty()
                ? pages.notFound(visit)
                : work.on(session, microblog.listing().one(session.account().id(), id.get()));
          } catch (RefusedException e) {
            return pages.notFound(visit);
          }
        });
  }

  HttpResponse list(Visit visit) throws IOException {
    return own(
        visit,
        (session, list) -> {
          var words = visit.words().place();
          var change = new Place.Link(words.changeList(), path(list.id()) + "/members");
          var posts =
              microblog
                  .reading()
                  .list(session.account().id(), list.id(), visit.page(Timeline.PAGE));
          return pages.page(
              visit,
              "place",
              new Place(
                  pages.named(list.title(), visit),
                  list.title(),
                  List.of(),
                  Optional.of(change),
                  Timeline.of(visit, cards, posts, Timeline.NOTHING),
                  new Place.Silence(words.listSilent(), words.listAdvice(), Optional.of(change))));
        });
  }

  HttpResponse members(Visit visit) throws IOException {
    return own(visit, (_, list) -> members(visit, list, HttpStatus.OK, Door.Form.EMPTY));
  }

  private HttpResponse members(Visit visit, AccountList list, HttpStatus status, Door.Form form)
      throws IOException {
    var members =
        microblog.listing().store().members(list.id(), Page.first(MEMBERS)).stream()
            .map(Listed::item)
            .toList();
    return pages.page(
        pages.headers(visit, status),
        "members",
        new Members(
            pages.named(list.title(), visit),
            list,
            AccountPages.Person.of(microblog, Onlooker.of(visit), members),
            form));
  }

  record Members(Frame frame, AccountList list, List<AccountPages.Person> members, Door.Form form) {
    String path() {
      return ListPages.path(list.id());
    }

    /// The name as it was typed, or as it is.
    String title() {
      return form.values().getOrDefault("title", list.title());
    }
  }

  HttpResponse add(Visit visit, Fields fields) throws IOException {
    return own(
        visit,
        (session, list) -> {
          var typed = fields.text("handle").strip().toLowerCase(Locale.ROOT).replaceFirst("^@", "");
          var handle = Pages.handle(typed);
          var member =
              handle.isEmpty()
                  ? Optional.<Account>empty()
                  : microblog.accounts().byHandle(handle.get());
          if (member.isPresent() && added(session, list, member.get().id())) {
            return Ways.to(path(list.id()) + "/members");
          }
          var error = visit.words().place().notFollowed();
          return members(
              visit,
              list,
              HttpStatus.UNPROCESSABLE_ENTITY,
              Door.Form.wrong("handle", error, Map.of("handle", typed)));
        });
  }

  private boolean added(Session session, AccountList list, AccountId member) throws IOException {
    try {
      microblog.listing().add(session.account().id(), list.id(), List.of(member));
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  HttpResponse remove(Visit visit, Fields fields) throws IOException {
    return own(
        visit,
        (session, list) -> {
          var member = Visit.id(fields.text("account")).map(it -> new AccountId(it.value()));
          if (member.isPresent()) {
            var gone = List.of(member.get());
            microblog.listing().remove(session.account().id(), list.id(), gone);
          }
          return Ways.to(path(list.id()) + "/members");
        });
  }

  HttpResponse rename(Visit visit, Fields fields) throws IOException {
    return own(
        visit,
        (session, list) -> {
          var title = fields.text("title").strip();
          if (!isTitle(title)) {
            var error = visit.words().place().badTitle();
            return members(
                visit,
                list,
                HttpStatus.UNPROCESSABLE_ENTITY,
                Door.Form.wrong("title", error, Map.of("title", title)));
          }
          microblog.listing().store().rename(session.account().id(), list.id(), title);
          return Ways.to(path(list.id()) + "/members");
        });
  }

  HttpResponse delete(Visit visit, Fields fields) throws IOException {
    return own(
        visit,
        (session, list) -> {
          microblog.listing().delete(session.account().id(), list.id());
          return Ways.to(PATH);
        });
  }
}
