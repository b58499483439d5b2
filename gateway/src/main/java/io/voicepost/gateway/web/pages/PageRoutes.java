package io.voicepost.gateway.web.pages;

import static io.voicepost.gateway.web.http.RateLimit.USUAL;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.media.MediaServices;
import io.voicepost.gateway.microblog.Microblog;

/// Where the pages are that people read and write on.
public final class PageRoutes {
  /// A post whose every character is sent as nine.
  private static final long LONGEST_POST = 200 << 10;

  /// A captions file whose every character is sent as nine.
  private static final long LONGEST_CAPTIONS = 1 << 20;

  private static final String ACCOUNT = "regex:^/@(?<handle>[a-z0-9_]{1,30})";
  private static final String POST = ACCOUNT + "/(?<id>[0-9]{1,18})";

  private final PageBinder binder;
  private final PageRenderer renderer;
  private final Microblog microblog;
  private final CardLoader cardLoader;

  private PageRoutes(
      PageBinder binder, PageRenderer renderer, Microblog microblog, CardLoader cardLoader) {
    this.binder = binder;
    this.renderer = renderer;
    this.microblog = microblog;
    this.cardLoader = cardLoader;
  }

  public static void bind(
      PageBinder binder,
      PageRenderer renderer,
      Microblog microblog,
      MediaServices media,
      CardLoader cardLoader) {
    var routes = new PageRoutes(binder, renderer, microblog, cardLoader);
    routes.timelines();
    routes.posts(media);
    routes.own();
    routes.lists();
  }

  private void timelines() {
    var timelines = new TimelinePages(microblog, renderer, cardLoader);
    var accounts = new AccountPages(microblog, renderer, cardLoader);
    binder
        .page("/", timelines::everybody)
        .page("/home", timelines::home)
        .page("/tags/{tag}", timelines::tag)
        .page("/likes", timelines::likes)
        .page("/bookmarks", timelines::bookmarks)
        .page("/drafts", timelines::drafts)
        .page("/search", new SearchPages(microblog, renderer, cardLoader)::search)
        .page("/about", this::about)
        .page(ACCOUNT + "$", accounts::account)
        .page(ACCOUNT + "/followers$", accounts::followers)
        .page(ACCOUNT + "/following$", accounts::following);
  }

  private void posts(MediaServices media) {
    var posts = new PostPages(microblog, renderer, cardLoader);
    binder
        .page(POST + "$", posts::post)
        .service(POST + "/embed$", posts::embed)
        .service(POST + "/card\\.png$", new PreviewImage(posts, renderer)::serve)
        .personal(POST + "/card$", posts::card);
    var captions = new CaptionPages(posts, media.captions(), renderer, cardLoader);
    binder.upTo(LONGEST_CAPTIONS).page(POST + "/captions$", captions::show, USUAL, captions::save);
    var compose = new ComposePages(microblog, media, renderer, cardLoader);
    binder.upTo(LONGEST_POST).page("/compose", compose::compose, USUAL, compose::submit);
  }

  private void own() {
    var notifications = new NotificationPages(microblog, renderer, cardLoader);
    var settings = new SettingsPages(microblog, renderer);
    binder
        .page("/notifications", notifications::show)
        .form("/notifications/requests", USUAL, notifications::answer)
        .page(SettingsPages.PATH, settings::show)
        .form("/settings/profile", USUAL, settings::changeProfile)
        .form("/settings/preferences", USUAL, settings::changePreferences);
  }

  private void lists() {
    var lists = new ListPages(microblog, renderer, cardLoader);
    var list = "/lists/{id}";
    binder
        .page("/lists", lists::all, USUAL, lists::create)
        .page(list, lists::list)
        .page(list + "/members", lists::members, USUAL, lists::add)
        .form(list + "/members/remove", USUAL, lists::remove)
        .form(list + "/name", USUAL, lists::rename)
        .form(list + "/delete", USUAL, lists::delete);
  }

  private HttpResponse about(WebRequest request) {
    var title = request.words().say("place.about");
    return renderer.page(request, "about", new About(renderer.named(title, request)));
  }

  /// What this place is.
  record About(PageFrame frame) {}
}
