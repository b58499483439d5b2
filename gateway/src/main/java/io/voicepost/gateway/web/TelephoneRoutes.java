package io.voicepost.gateway.web;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import io.voicepost.gateway.web.api.Limit;

/// Where the pages of the telephone are.
final class TelephoneRoutes {
  private static final long LONGEST_FORM = 16 << 10;

  private TelephoneRoutes() {}

  static void bind(
      ServerBuilder builder, Requests requests, Pages pages, WebParts parts, Doors doors) {
    var room = parts.telephone();
    var path = TelephonePages.PATH;
    var passwords = parts.access().passwords();
    var page = new TelephonePages(room, parts.microblog(), passwords, pages);
    add(builder, path, requests.page(page::show));
    var confirm = new ConfirmPages(pages, doors);
    add(
        builder,
        path + "/calls",
        requests.form(Limit.SIGN_IN, confirm.guardWhere(page::isLowered, page::change)));
    add(builder, path + "/phones/rename", requests.form(Limit.USUAL, page::rename));
    add(
        builder,
        path + "/phones/remove",
        requests.form(Limit.SIGN_IN, confirm.guard(page::remove)));
    var pins = new PinForms(room, doors, pages, page);
    add(
        builder,
        path + "/pin",
        requests.page(pins::leave, Limit.SIGN_IN, confirm.guardWithoutPassword(pins::change)));
    var link = new LinkPages(room, page, pages, doors.cookie());
    add(
        builder,
        LinkPages.PATH,
        requests.page(link::show, Limit.SIGN_IN, confirm.guard(link::issue)));
    var listened = new Listened(parts.microblog(), doors);
    add(builder, "/plays", requests.report(Limit.PLAYS, listened::hear));
    var waiting = new WaitingForms(parts.microblog().approving(), pages);
    add(builder, TelephonePages.WAITING, requests.form(Limit.USUAL, waiting::answer));
  }

  private static void add(ServerBuilder builder, String path, HttpService service) {
    builder.route().path(path).maxRequestLength(LONGEST_FORM).build(service);
  }
}
