package io.voicepost.gateway.web.pages;

import static io.voicepost.gateway.web.http.RateLimit.PLAYS;
import static io.voicepost.gateway.web.http.RateLimit.SIGN_IN;
import static io.voicepost.gateway.web.http.RateLimit.USUAL;

import io.voicepost.gateway.identity.PhoneServices;
import io.voicepost.gateway.microblog.Microblog;

/// Where the pages of the telephone are.
public final class TelephoneRoutes {
  private TelephoneRoutes() {}

  public static void bind(
      PageBinder binder,
      PageRenderer renderer,
      Microblog microblog,
      PhoneServices telephone,
      RequestGuard guard) {
    var path = TelephonePages.PATH;
    var passwords = guard.access().passwords();
    var pages = new TelephonePages(telephone, microblog, passwords, renderer);
    var confirm = new ConfirmPages(renderer, guard);
    var pins = new PinPages(telephone, guard, renderer, pages);
    var link = new LinkPages(telephone, pages, renderer, guard.cookie());
    var held = new HeldMessageForms(microblog.approvals(), renderer);
    binder
        .page(path, pages::show)
        .form(path + "/calls", SIGN_IN, confirm.guardWhere(pages::isLowered, pages::change))
        .form(path + "/phones/rename", USUAL, pages::rename)
        .form(path + "/phones/remove", SIGN_IN, confirm.guard(pages::remove))
        .page(path + "/pin", pins::leave, SIGN_IN, confirm.guardWithoutPassword(pins::change))
        .page(LinkPages.PATH, link::show, SIGN_IN, confirm.guard(link::issue))
        .form(TelephonePages.WAITING, USUAL, held::answer)
        .report("/plays", PLAYS, new PlayReports(microblog, guard)::report);
  }
}
