package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import io.voicepost.gateway.web.http.RateLimit;

/// Where the pages of the telephone are.
public final class TelephoneRoutes {
  private static final long LONGEST_FORM = 16 << 10;

  private TelephoneRoutes() {}

  public static void bind(
      ServerBuilder builder,
      PageHandlers handlers,
      PageRenderer renderer,
      WebParts parts,
      RequestGuard guard) {
    var phoneServices = parts.telephone();
    var path = TelephonePages.PATH;
    var passwords = parts.access().passwords();
    var page = new TelephonePages(phoneServices, parts.microblog(), passwords, renderer);
    add(builder, path, handlers.page(page::show));
    var confirm = new ConfirmPages(renderer, guard);
    add(
        builder,
        path + "/calls",
        handlers.form(RateLimit.SIGN_IN, confirm.guardWhere(page::isLowered, page::change)));
    add(builder, path + "/phones/rename", handlers.form(RateLimit.USUAL, page::rename));
    add(
        builder,
        path + "/phones/remove",
        handlers.form(RateLimit.SIGN_IN, confirm.guard(page::remove)));
    var pins = new PinPages(phoneServices, guard, renderer, page);
    add(
        builder,
        path + "/pin",
        handlers.page(pins::leave, RateLimit.SIGN_IN, confirm.guardWithoutPassword(pins::change)));
    var link = new LinkPages(phoneServices, page, renderer, guard.cookie());
    add(
        builder,
        LinkPages.PATH,
        handlers.page(link::show, RateLimit.SIGN_IN, confirm.guard(link::issue)));
    var playReports = new PlayReports(parts.microblog(), guard);
    add(builder, "/plays", handlers.report(RateLimit.PLAYS, playReports::report));
    var waiting = new HeldMessageForms(parts.microblog().approvals(), renderer);
    add(builder, TelephonePages.WAITING, handlers.form(RateLimit.USUAL, waiting::answer));
  }

  private static void add(ServerBuilder builder, String path, HttpService service) {
    builder.route().path(path).maxRequestLength(LONGEST_FORM).build(service);
  }
}
