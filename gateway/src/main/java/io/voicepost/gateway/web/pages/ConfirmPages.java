package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.PasskeyException;
import io.voicepost.gateway.access.PasswordResult;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.access.Passkey;
import java.io.IOException;
import java.util.Map;

/// Asks for the password or a passkey again before a form does what would take an account away from
/// its owner. What was typed into that form goes along, so that nothing has to be done twice.
final class ConfirmPages {
  static final String PATH = "/settings/confirm";

  /// The field in which the password comes, beside those of the form that is confirmed.
  private static final String PASSWORD = "confirm-password";

  private final PageRenderer renderer;
  private final RequestGuard guard;

  ConfirmPages(PageRenderer renderer, RequestGuard guard) {
    this.renderer = renderer;
    this.guard = guard;
  }

  /// The form, behind the question who asks. Scripts are told `confirm` and where to do it.
  PageHandlers.FormHandler guard(PageHandlers.FormHandler form) {
    return (request, fields) ->
        PageRenderer.members(
            request,
            session -> {
              if (isRecent(session)) {
                return form.to(request, fields);
              }
              var password = fields.optional(PASSWORD);
              if (password.isEmpty()) {
                return ask(request, session, request.path(), fields, "");
              }
              var error = error(request, session, password.get());
              return error.isEmpty()
                  ? form.to(request, fields)
                  : ask(request, session, request.path(), fields, error);
            });
  }

  /// As [#guard], for a form that asks for the password itself: whoever has none shows otherwise
  /// who they are.
  PageHandlers.FormHandler guardWithoutPassword(PageHandlers.FormHandler form) {
    return guardWhere(
        (request, _) ->
            request.session().isPresent()
                && !guard.access().passwords().has(request.session().get().account()),
        form);
  }

  /// Whether what a form asks for is dangerous.
  interface Question {
    boolean isDangerous(WebRequest request, FormFields fields) throws IOException;
  }

  /// As [#guard], where what the form asks for is dangerous.
  PageHandlers.FormHandler guardWhere(Question question, PageHandlers.FormHandler form) {
    var guarded = guard(form);
    return (request, fields) ->
        question.isDangerous(request, fields)
            ? guarded.to(request, fields)
            : form.to(request, fields);
  }

  /// As [#guard], for what a script sends: it is told that `confirm` comes first.
  PageHandlers.FormHandler guardScript(PageHandlers.FormHandler form) {
    return (request, fields) ->
        request.session().isPresent() && !isRecent(request.session().get())
            ? ScriptResponses.refusal(HttpStatus.FORBIDDEN, "confirm")
            : form.to(request, fields);
  }

  private boolean isRecent(Session session) throws IOException {
    return guard.access().reauthentication().isRecent(session.grant());
  }

  /// What is wrong with the password, in words; empty where it is right.
  private String error(WebRequest request, Session session, String password) throws IOException {
    var words = request.words();
    var reauthentication = guard.access().reauthentication();
    return switch (reauthentication.byPassword(session.account(), session.grant(), password)) {
      case PasswordResult.SignedIn _ -> "";
      case PasswordResult.Wrong _ -> words.say("access.wrong-password");
      case PasswordResult.Wait(var left) -> words.say("access.wait", Words.minutes(left));
    };
  }

  /// The page for what is no form: goes on to another page of ours.
  HttpResponse show(WebRequest request) throws IOException {
    return PageRenderer.members(
        request,
        session ->
            isRecent(session)
                ? Redirects.to(to(request))
                : ask(request, session, Map.of("to", to(request)), HttpStatus.OK, PATH, ""));
  }

  /// Asks first, then goes on to another page of ours.
  static HttpResponse before(String to) {
    return Redirects.to(PATH + "?to=" + Redirects.encoded(to));
  }

  private static String to(WebRequest request) {
    return Redirects.localPath(request.query("to").orElse("/settings/security"));
  }

  /// Where the page of [#show] is posted to, [#guard]ed.
  HttpResponse go(WebRequest request, FormFields fields) {
    return Redirects.to(Redirects.localPath(fields.optional("to").orElse("/settings/security")));
  }

  private HttpResponse ask(
      WebRequest request, Session session, String action, FormFields fields, String error)
      throws IOException {
    var kept = fields.all();
    kept.remove(PASSWORD);
    kept.remove("username");
    return ask(
        request,
        session,
        kept,
        error.isEmpty() ? HttpStatus.FORBIDDEN : HttpStatus.UNPROCESSABLE_ENTITY,
        action,
        error);
  }

  private HttpResponse ask(
      WebRequest request,
      Session session,
      Map<String, String> kept,
      HttpStatus status,
      String action,
      String error)
      throws IOException {
    var access = guard.access();
    var frame = renderer.named(request.words().say("access.confirm-title"), request);
    return renderer.page(
        TelephonePages.headers(renderer, request, status),
        "confirm",
        new SignInViews.Confirm(
            frame,
            action,
            kept,
            access.passwords().has(session.account()),
            !access.passkeys().list(session.account().id()).isEmpty(),
            error));
  }

  /// What a browser needs to show one of the account's passkeys.
  HttpResponse askForPasskey(WebRequest request, FormFields fields) throws IOException {
    var site = renderer.site().relyingParty(request);
    if (request.session().isEmpty() || site.isEmpty()) {
      return ScriptResponses.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "insecure");
    }
    var passkeys = guard.access().passkeys();
    return ScriptResponses.answer(
        new SignInPages.AssertionOptions(
            passkeys.askToSignIn(),
            site.get().id(),
            "required",
            passkeys.list(request.session().get().account().id()).stream()
                .map(Passkey::credentialId)
                .toList()));
  }

  HttpResponse byPasskey(WebRequest request, FormFields fields) throws IOException {
    var site = renderer.site().relyingParty(request);
    if (request.session().isEmpty() || site.isEmpty()) {
      return ScriptResponses.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "insecure");
    }
    var session = request.session().get();
    try {
      guard
          .access()
          .reauthentication()
          .byPasskey(session.account(), session.grant(), site.get(), fields.text("credential"));
      return ScriptResponses.answer(Map.of("to", PATH));
    } catch (PasskeyException e) {
      return ScriptResponses.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "refused");
    }
  }
}
