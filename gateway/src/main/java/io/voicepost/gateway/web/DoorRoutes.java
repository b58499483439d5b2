package io.voicepost.gateway.web;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import io.voicepost.gateway.web.api.Limit;

/// Where the doors are.
final class DoorRoutes {
  private static final long LONGEST_FORM = 64 << 10;

  private DoorRoutes() {}

  static void bind(
      ServerBuilder builder, Requests requests, Pages pages, WebParts parts, Doors doors) {
    var accounts = parts.microblog().accounts();
    var welcome = new Welcome(accounts, doors.access().tokens(), doors.cookie());
    var entry = new EntryPages(pages, doors, welcome);
    var claim = new ClaimPages(parts.telephone().accounts(), pages, doors, welcome);
    var security = new SecurityPages(pages, doors);
    var consent = new ConsentPages(pages, doors);
    add(builder, "/join", requests.page(entry::join, Limit.SIGN_UP, entry::join));
    add(builder, "/sign-in", requests.page(entry::signIn, Limit.SIGN_IN, entry::signIn));
    add(builder, "/claim", requests.page(claim::show, Limit.SIGN_IN, claim::submit));
    add(builder, "/sign-out", requests.page(entry::signOut, Limit.USUAL, entry::signOut));
    add(builder, "/sign-in/passkey/options", requests.form(Limit.SIGN_IN, entry::askForPasskey));
    add(builder, "/sign-in/passkey", requests.form(Limit.SIGN_IN, entry::signInByPasskey));
    add(builder, "/oauth/authorize", requests.page(consent::ask, Limit.USUAL, consent::answer));

    add(builder, "/settings/security", requests.page(security::show));
    var settings = "/settings/security/";
    add(builder, settings + "password", requests.form(Limit.SIGN_IN, security::changePassword));
    add(builder, settings + "tokens", requests.form(Limit.USUAL, security::revoke));
    add(builder, settings + "passkey/options", requests.form(Limit.USUAL, security::askForPasskey));
    add(builder, settings + "passkey", requests.form(Limit.USUAL, security::addPasskey));
    add(builder, settings + "passkey/rename", requests.form(Limit.USUAL, security::renamePasskey));
    add(builder, settings + "passkey/remove", requests.form(Limit.USUAL, security::removePasskey));
  }

  private static void add(ServerBuilder builder, String path, HttpService service) {
    builder.route().path(path).maxRequestLength(LONGEST_FORM).build(service);
  }
}
