package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.Access;
import io.voicepost.gateway.access.Entry;
import io.voicepost.gateway.access.Issued;
import io.voicepost.gateway.access.Proof;
import io.voicepost.gateway.access.Secret;
import io.voicepost.gateway.access.Visitor;
import io.voicepost.gateway.web.api.SessionCookie;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.SecurityNotice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lets people in who proved who they are, after the second factor where their account has one. A
/// session is opened afresh each time: no token that was there before becomes one of a signed-in
/// visitor.
record Welcome(AccountStore accounts, Access access, SessionCookie cookie, Pages pages) {
  static final String CODE_PATH = "/sign-in/code";

  /// @param by what they showed
  HttpResponse in(Visit visit, AccountId account, Proof by, String to) throws IOException {
    var visitor = Visitors.of(visit);
    return answer(visit, visitor, access.signIns().open(account, by, visitor), "", to);
  }

  /// The second step. Whoever comes back to it later begins again.
  HttpResponse finish(Visit visit, Fields fields) throws IOException {
    var visitor = Visitors.of(visit);
    var ticket = fields.text("ticket");
    var entry = access.signIns().finish(ticket, fields.text("code"), visitor);
    return answer(visit, visitor, entry, ticket, Ways.here(fields.text("to")));
  }

  HttpResponse begin(Visit visit) {
    return Ways.to("/sign-in");
  }

  private HttpResponse answer(Visit visit, Visitor visitor, Entry entry, String ticket, String to)
      throws IOException {
    var words = visit.words().access();
    return switch (entry) {
      case Entry.Open(var session) ->
          Ways.to(
              wasReset(session) ? ReviewPages.After.RESET.path() : to, cookies(visitor, session));
      case Entry.CodeNeeded(var fresh) -> code(visit, HttpStatus.OK, fresh.value(), "", to);
      case Entry.WrongCode() ->
          code(visit, HttpStatus.UNPROCESSABLE_ENTITY, ticket, words.wrongCode(), to);
      case Entry.CodesLocked(var left) ->
          code(visit, HttpStatus.TOO_MANY_REQUESTS, ticket, words.codesLocked(left), to);
      case Entry.TicketOver() -> Ways.to(Ways.signIn(to));
    };
  }

  /// Whether the operator set the password and its owner has not looked at what happened since.
  private boolean wasReset(Issued session) throws IOException {
    var account = session.grant().account().orElseThrow();
    return access.notices().list(account).stream()
        .anyMatch(it -> it.kind() == SecurityNotice.Kind.PASSWORD_RESET && !it.seen());
  }

  private HttpResponse code(
      Visit visit, HttpStatus status, String ticket, String error, String to) {
    return pages.page(
        TelephonePages.headers(pages, visit, status),
        "signincode",
        new Door.CodeNeeded(
            pages.named(visit.words().access().codeNeededTitle(), visit),
            new Secret(ticket),
            error,
            to));
  }

  /// The cookies of who showed a passkey, which is all that is asked for.
  List<String> byPasskey(Visit visit, AccountId account) throws IOException {
    var visitor = Visitors.of(visit);
    if (access.signIns().open(account, Proof.PASSKEY, visitor) instanceof Entry.Open(var session)) {
      return cookies(visitor, session);
    }
    throw new IllegalStateException("a passkey is both factors");
  }

  /// A new session, the browser's name, and the language that goes with it.
  private List<String> cookies(Visitor visitor, Issued session) throws IOException {
    var cookies = new ArrayList<String>();
    cookies.add(cookie.keep(session.token()));
    cookies.add(Visitors.keep(visitor, cookie.secure()));
    language(session.grant().account().orElseThrow()).ifPresent(cookies::add);
    return cookies;
  }

  /// The cookie that sets the pages to the language of an account's own; none where it leaves that
  /// to the browser.
  private Optional<String> language(AccountId account) throws IOException {
    return accounts
        .preferences(account)
        .language()
        .flatMap(Language::ofTag)
        .map(it -> Visit.cookie(Optional.of(it)));
  }
}
