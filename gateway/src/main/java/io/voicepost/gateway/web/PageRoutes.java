package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import io.voicepost.gateway.media.MediaRoom;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.api.Limit;

/// Where the pages are that people read and write on.
final class PageRoutes {
  private static final long LONGEST_FORM = 16 << 10;

  /// A post whose every character is sent as nine.
  private static final long LONGEST_POST = 32 << 10;

  /// A captions file whose every character is sent as nine.
  private static final long LONGEST_CAPTIONS = 1 << 20;

  private static final String ACCOUNT = "regex:^/@(?<handle>[a-z0-9_]{1,30})";
  private static final String POST = ACCOUNT + "/(?<id>[0-9]{1,18})";

  private final ServerBuilder builder;
  private final Requests requests;
  private final Pages pages;
  private final Microblog microblog;
  private final MediaRoom media;
  private final Cards cards;

  private PageRoutes(
      ServerBuilder builder, Requests requests, Pages pages, WebParts parts, Cards cards) {
    this.builder = builder;
    this.requests = requests;
    this.pages = pages;
    this.microblog = parts.microblog();
    this.media = parts.media();
    this.cards = cards;
  }

  static void bind(
      ServerBuilder builder, Requests requests, Pages pages, WebParts parts, Cards cards) {
    var routes = new PageRoutes(builder, requests, pages, parts, cards);
    routes.reading();
    routes.posts();
    routes.own();
    routes.lists();
  }

  private void reading() {
    var timelines = new TimelinePages(microblog, pages, cards);
    page("/", timelines::everybody);
    page("/home", timelines::home);
    page("/tags/{tag}", timelines::tag);
    page("/likes", timelines::likes);
    page("/bookmarks", timelines::bookmarks);
    page("/drafts", timelines::drafts);
    page("/search", new SearchPages(microblog, pages, cards)::search);
    page("/about", this::about);
    var accounts = new AccountPages(microblog, pages, cards);
    page(ACCOUNT + "$", accounts::account);
    page(ACCOUNT + "/followers$", accounts::followers);
    page(ACCOUNT + "/following$", accounts::following);
  }

  private void posts() {
    var posts = new PostPages(microblog, pages, cards);
    page(POST + "$", posts::post);
    builder.service(POST + "/embed$", requests.service(posts::embed));
    builder.service(POST + "/card\\.png$", requests.service(new Picture(posts, pages)::serve));
    builder.service(POST + "/card$", requests.personal(posts::card));
    var captions = new CaptionPages(posts, media.captioning(), pages, cards);
    builder
        .route()
        .path(POST + "/captions$")
        .maxRequestLength(LONGEST_CAPTIONS)
        .build(requests.page(captions::show, Limit.USUAL, captions::save));
    var compose = new ComposePages(microblog, media, pages, cards);
    builder
        .route()
        .path("/compose")
        .maxRequestLength(LONGEST_POST)
        .build(requests.page(compose::compose, Limit.USUAL, compose::submit));
  }

  private void own() {
    var told = new NotificationPages(microblog, pages, cards);
    page("/notifications", told::show);
    form("/notifications/requests", requests.form(Limit.USUAL, told::answer));
    var settings = new SettingsPages(microblog, pages);
    page(SettingsPages.PATH, settings::show);
    form("/settings/profile", requests.form(Limit.USUAL, settings::changeProfile));
    form("/settings/preferences", requests.form(Limit.USUAL, settings::changePreferences));
  }

  private void lists() {
    var lists = new ListPages(microblog, pages, cards);
    var list = "/lists/{id}";
    form("/lists", requests.page(lists::all, Limit.USUAL, lists::create));
    page(list, lists::list);
    form(list + "/members", requests.page(lists::members, Limit.USUAL, lists::add));
    form(list + "/members/remove", requests.form(Limit.USUAL, lists::remove));
    form(list + "/name", requests.form(Limit.USUAL, lists::rename));
    form(list + "/delete", requests.form(Limit.USUAL, lists::delete));
  }

  private void page(String path, Requests.Answer answer) {
    builder.service(path, requests.page(answer));
  }

  private void form(String path, HttpService service) {
    builder.route().path(path).maxRequestLength(LONGEST_FORM).build(service);
  }

  private HttpResponse about(Visit visit) {
    var title = visit.words().place().about();
    return pages.page(visit, "about", new About(pages.named(title, visit)));
  }

  /// What this place is.
  record About(Frame frame) {}
}
