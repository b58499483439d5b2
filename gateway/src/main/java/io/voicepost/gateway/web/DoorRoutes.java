package io.voicepost.gateway.web;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import io.voicepost.gateway.web.api.Limit;

/// Where the doors are.
final class DoorRoutes {
  private static final long LONGEST_FORM = 16 << 10;

  /// What a browser answers for a passkey, with the certificates of its maker.
  private static final long LONGEST_PASSKEY = 64 << 10;

  private DoorRoutes() {}

  static void bind(
      ServerBuilder builder, Requests requests, Pages pages, WebParts parts, Doors doors) {
    var accounts = parts.microblog().accounts();
    var welcome = new Welcome(accounts, doors.access(), doors.cookie(), pages);
    var entry = new EntryPages(pages, doors, welcome);
    var claim = new ClaimPages(parts.telephone().accounts(), pages, doors, welcome);
    var forgot = new ForgotPages(parts.telephone().recovery(), pages, doors, welcome);
    var security = new SecurityPages(pages, doors);
    var consent = new ConsentPages(pages, doors);
    add(builder, "/join", requests.page(entry::join, Limit.SIGN_UP, entry::join));
    add(builder, "/sign-in", requests.page(entry::signIn, Limit.SIGN_IN, entry::signIn));
    add(
        builder,
        Welcome.CODE_PATH,
        requests.page(welcome::begin, Limit.SIGN_IN, (visit, form) -> welcome.finish(visit, form)));
    add(builder, ForgotPages.PATH, requests.page(forgot::show, Limit.SIGN_IN, forgot::submit));
    add(builder, "/claim", requests.page(claim::show, Limit.SIGN_IN, claim::submit));
    add(builder, "/sign-out", requests.page(entry::signOut, Limit.USUAL, entry::signOut));
    add(builder, "/sign-in/passkey/options", requests.form(Limit.SIGN_IN, entry::askForPasskey));
    add(builder, "/sign-in/passkey", requests.form(Limit.SIGN_IN, entry::signInByPasskey));
    add(builder, ConsentPages.PATH, requests.page(consent::ask, Limit.USUAL, consent::answer));

    var confirm = new ConfirmPages(pages, doors);
    var again = ConfirmPages.PATH;
    add(builder, again, requests.page(confirm::show, Limit.SIGN_IN, confirm.guard(confirm::go)));
    add(builder, again + "/passkey/options", requests.form(Limit.SIGN_IN, confirm::askForPasskey));
    add(builder, again + "/passkey", requests.form(Limit.SIGN_IN, confirm::byPasskey));

    add(builder, "/settings/security", requests.page(security::show));
    var settings = "/settings/security/";
    add(
        builder,
        settings + "password",
        requests.form(Limit.SIGN_IN, confirm.guardWithoutPassword(security::changePassword)));
    var review = new ReviewPages(pages, doors, parts.telephone());
    add(
        builder,
        ReviewPages.PATH,
        requests.page(review::show, Limit.SIGN_IN, confirm.guard(review::end)));
    add(builder, settings + "tokens", requests.form(Limit.USUAL, security::revoke));
    add(
        builder,
        settings + "passkey/options",
        requests.form(Limit.USUAL, confirm.guardScript(security::askForPasskey)));
    add(
        builder,
        settings + "passkey",
        requests.form(Limit.USUAL, confirm.guardScript(security::addPasskey)));
    add(builder, settings + "passkey/rename", requests.form(Limit.USUAL, security::renamePasskey));
    add(
        builder,
        settings + "passkey/remove",
        requests.form(Limit.SIGN_IN, confirm.guard(security::removePasskey)));

    var factor = new FactorPages(pages, doors.access().secondFactors());
    guarded(builder, requests, "", confirm.guard(factor::begin), factor);
    guarded(builder, requests, "/confirm", confirm.guard(factor::confirm), factor);
    guarded(builder, requests, "/recovery-codes", confirm.guard(factor::recoveryCodes), factor);
    guarded(builder, requests, "/remove", confirm.guard(factor::remove), factor);
  }

  private static void guarded(
      ServerBuilder builder,
      Requests requests,
      String path,
      Requests.FormAnswer form,
      FactorPages factor) {
    add(builder, FactorPages.PATH + path, requests.page(factor::leave, Limit.SIGN_IN, form));
  }

  private static void add(ServerBuilder builder, String path, HttpService service) {
    long most = path.endsWith("/passkey") ? LONGEST_PASSKEY : LONGEST_FORM;
    builder.route().path(path).maxRequestLength(most).build(service);
  }
}
