package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.PasskeyException;
import io.voicepost.gateway.access.SignIn;
import io.voicepost.storage.Passkey;
import java.io.IOException;
import java.util.Map;

/// Asks for the password or a passkey again before a form does what would take an account away from
/// its owner. What was typed into that form goes along, so that nothing has to be done twice.
final class ConfirmPages {
  static final String PATH = "/settings/confirm";

  /// The field in which the password comes, beside those of the form that is confirmed.
  private static final String PASSWORD = "confirm-password";

  private final Pages pages;
  private final Doors doors;

  ConfirmPages(Pages pages, Doors doors) {
    this.pages = pages;
    this.doors = doors;
  }

  /// The form, behind the question who asks. Scripts are told `confirm` and where to do it.
  Requests.FormAnswer guard(Requests.FormAnswer form) {
    return (visit, fields) ->
        Pages.members(
            visit,
            session -> {
              if (isRecent(session)) {
                return form.to(visit, fields);
              }
              var password = fields.optional(PASSWORD);
              if (password.isEmpty()) {
                return ask(visit, session, visit.path(), fields, "");
              }
              var error = error(visit, session, password.get());
              return error.isEmpty()
                  ? form.to(visit, fields)
                  : ask(visit, session, visit.path(), fields, error);
            });
  }

  /// As [#guard], for a form that asks for the password itself: whoever has none shows otherwise
  /// who they are.
  Requests.FormAnswer guardWithoutPassword(Requests.FormAnswer form) {
    return guardWhere(
        (visit, _) ->
            visit.session().isPresent()
                && !doors.access().passwords().has(visit.session().get().account()),
        form);
  }

  /// Whether what a form asks for is dangerous.
  interface Question {
    boolean isDangerous(Visit visit, Fields fields) throws IOException;
  }

  /// As [#guard], where what the form asks for is dangerous.
  Requests.FormAnswer guardWhere(Question question, Requests.FormAnswer form) {
    var guarded = guard(form);
    return (visit, fields) ->
        question.isDangerous(visit, fields) ? guarded.to(visit, fields) : form.to(visit, fields);
  }

  /// As [#guard], for what a script sends: it is told that `confirm` comes first.
  Requests.FormAnswer guardScript(Requests.FormAnswer form) {
    return (visit, fields) ->
        visit.session().isPresent() && !isRecent(visit.session().get())
            ? Scripts.refusal(HttpStatus.FORBIDDEN, "confirm")
            : form.to(visit, fields);
  }

  private boolean isRecent(Session session) throws IOException {
    return doors.access().reauthentication().isRecent(session.grant());
  }

  /// What is wrong with the password, in words; empty where it is right.
  private String error(Visit visit, Session session, String password) throws IOException {
    var words = visit.words().access();
    var reauthentication = doors.access().reauthentication();
    return switch (reauthentication.byPassword(session.account(), session.grant(), password)) {
      case SignIn.Welcome _ -> "";
      case SignIn.Wrong _ -> words.wrongPassword();
      case SignIn.Wait(var left) -> words.wait(left);
    };
  }

  /// The page for what is no form: goes on to another page of ours.
  HttpResponse show(Visit visit) throws IOException {
    return Pages.members(
        visit,
        session ->
            isRecent(session)
                ? Ways.to(to(visit))
                : ask(visit, session, Map.of("to", to(visit)), HttpStatus.OK, PATH, ""));
  }

  /// Asks first, then goes on to another page of ours.
  static HttpResponse before(String to) {
    return Ways.to(PATH + "?to=" + Ways.encoded(to));
  }

  private static String to(Visit visit) {
    return Ways.here(visit.query("to").orElse("/settings/security"));
  }

  /// Where the page of [#show] is posted to, [#guard]ed.
  HttpResponse go(Visit visit, Fields fields) {
    return Ways.to(Ways.here(fields.optional("to").orElse("/settings/security")));
  }

  private HttpResponse ask(Visit visit, Session session, String action, Fields fields, String error)
      throws IOException {
    var kept = fields.all();
    kept.remove(PASSWORD);
    kept.remove("username");
    return ask(
        visit,
        session,
        kept,
        error.isEmpty() ? HttpStatus.FORBIDDEN : HttpStatus.UNPROCESSABLE_ENTITY,
        action,
        error);
  }

  private HttpResponse ask(
      Visit visit,
      Session session,
      Map<String, String> kept,
      HttpStatus status,
      String action,
      String error)
      throws IOException {
    var access = doors.access();
    var frame = pages.named(visit.words().access().confirmTitle(), visit);
    return pages.page(
        TelephonePages.headers(pages, visit, status),
        "confirm",
        new Door.Confirm(
            frame,
            action,
            kept,
            access.passwords().has(session.account()),
            !access.passkeys().list(session.account().id()).isEmpty(),
            error));
  }

  /// What a browser needs to show one of the account's passkeys.
  HttpResponse askForPasskey(Visit visit, Fields fields) throws IOException {
    var site = pages.site().relyingParty(visit);
    if (visit.session().isEmpty() || site.isEmpty()) {
      return Scripts.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "insecure");
    }
    var passkeys = doors.access().passkeys();
    return Scripts.answer(
        new EntryPages.Options(
            passkeys.askToSignIn(),
            site.get().id(),
            "required",
            passkeys.list(visit.session().get().account().id()).stream()
                .map(Passkey::credentialId)
                .toList()));
  }

  HttpResponse byPasskey(Visit visit, Fields fields) throws IOException {
    var site = pages.site().relyingParty(visit);
    if (visit.session().isEmpty() || site.isEmpty()) {
      return Scripts.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "insecure");
    }
    var session = visit.session().get();
    try {
      doors
          .access()
          .reauthentication()
          .byPasskey(session.account(), session.grant(), site.get(), fields.text("credential"));
      return Scripts.answer(Map.of("to", PATH));
    } catch (PasskeyException e) {
      return Scripts.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "refused");
    }
  }
}
