package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import io.voicepost.gateway.media.MediaServices;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.http.RateLimit;

/// Where the pages are that people read and write on.
public final class PageRoutes {
  private static final long LONGEST_FORM = 16 << 10;

  /// A post whose every character is sent as nine.
  private static final long LONGEST_POST = 32 << 10;

  /// A captions file whose every character is sent as nine.
  private static final long LONGEST_CAPTIONS = 1 << 20;

  private static final String ACCOUNT = "regex:^/@(?<handle>[a-z0-9_]{1,30})";
  private static final String POST = ACCOUNT + "/(?<id>[0-9]{1,18})";

  private final ServerBuilder builder;
  private final PageHandlers handlers;
  private final PageRenderer renderer;
  private final Microblog microblog;
  private final MediaServices media;
  private final CardLoader cardLoader;

  private PageRoutes(
      ServerBuilder builder,
      PageHandlers handlers,
      PageRenderer renderer,
      WebParts parts,
      CardLoader cardLoader) {
    this.builder = builder;
    this.handlers = handlers;
    this.renderer = renderer;
    this.microblog = parts.microblog();
    this.media = parts.media();
    this.cardLoader = cardLoader;
  }

  public static void bind(
      ServerBuilder builder,
      PageHandlers handlers,
      PageRenderer renderer,
      WebParts parts,
      CardLoader cardLoader) {
    var routes = new PageRoutes(builder, handlers, renderer, parts, cardLoader);
    routes.reading();
    routes.posts();
    routes.own();
    routes.lists();
  }

  private void reading() {
    var timelines = new TimelinePages(microblog, renderer, cardLoader);
    page("/", timelines::everybody);
    page("/home", timelines::home);
    page("/tags/{tag}", timelines::tag);
    page("/likes", timelines::likes);
    page("/bookmarks", timelines::bookmarks);
    page("/drafts", timelines::drafts);
    page("/search", new SearchPages(microblog, renderer, cardLoader)::search);
    page("/about", this::about);
    var accounts = new AccountPages(microblog, renderer, cardLoader);
    page(ACCOUNT + "$", accounts::account);
    page(ACCOUNT + "/followers$", accounts::followers);
    page(ACCOUNT + "/following$", accounts::following);
  }

  private void posts() {
    var posts = new PostPages(microblog, renderer, cardLoader);
    page(POST + "$", posts::post);
    builder.service(POST + "/embed$", handlers.service(posts::embed));
    builder.service(
        POST + "/card\\.png$", handlers.service(new PreviewImage(posts, renderer)::serve));
    builder.service(POST + "/card$", handlers.personal(posts::card));
    var captions = new CaptionPages(posts, media.captions(), renderer, cardLoader);
    builder
        .route()
        .path(POST + "/captions$")
        .maxRequestLength(LONGEST_CAPTIONS)
        .build(handlers.page(captions::show, RateLimit.USUAL, captions::save));
    var compose = new ComposePages(microblog, media, renderer, cardLoader);
    builder
        .route()
        .path("/compose")
        .maxRequestLength(LONGEST_POST)
        .build(handlers.page(compose::compose, RateLimit.USUAL, compose::submit));
  }

  private void own() {
    var told = new NotificationPages(microblog, renderer, cardLoader);
    page("/notifications", told::show);
    form("/notifications/requests", handlers.form(RateLimit.USUAL, told::answer));
    var settings = new SettingsPages(microblog, renderer);
    page(SettingsPages.PATH, settings::show);
    form("/settings/profile", handlers.form(RateLimit.USUAL, settings::changeProfile));
    form("/settings/preferences", handlers.form(RateLimit.USUAL, settings::changePreferences));
  }

  private void lists() {
    var lists = new ListPages(microblog, renderer, cardLoader);
    var list = "/lists/{id}";
    form("/lists", handlers.page(lists::all, RateLimit.USUAL, lists::create));
    page(list, lists::list);
    form(list + "/members", handlers.page(lists::members, RateLimit.USUAL, lists::add));
    form(list + "/members/remove", handlers.form(RateLimit.USUAL, lists::remove));
    form(list + "/name", handlers.form(RateLimit.USUAL, lists::rename));
    form(list + "/delete", handlers.form(RateLimit.USUAL, lists::delete));
  }

  private void page(String path, PageHandlers.PageHandler handler) {
    builder.service(path, handlers.page(handler));
  }

  private void form(String path, HttpService service) {
    builder.route().path(path).maxRequestLength(LONGEST_FORM).build(service);
  }

  private HttpResponse about(WebRequest request) {
    var title = request.words().say("place.about");
    return renderer.page(request, "about", new About(renderer.named(title, request)));
  }

  /// What this place is.
  record About(PageFrame frame) {}
}
