package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.AuthMethod;
import io.voicepost.gateway.access.PasskeyException;
import io.voicepost.gateway.access.PasswordResult;
import io.voicepost.gateway.access.RelyingParty;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.gateway.access.SignUpProblem;
import io.voicepost.gateway.access.SignUpResult;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.access.SecretHash;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Joining, signing in and out.
final class SignInPages {
  private final PageRenderer renderer;
  private final RequestGuard guard;
  private final SignInFlow signInFlow;

  SignInPages(PageRenderer renderer, RequestGuard guard, SignInFlow signInFlow) {
    this.renderer = renderer;
    this.guard = guard;
    this.signInFlow = signInFlow;
  }

  HttpResponse join(WebRequest request) {
    return entry(request, HttpStatus.OK, "join", SignInViews.Form.EMPTY, to(request));
  }

  HttpResponse join(WebRequest request, FormFields fields) throws IOException {
    var to = Redirects.localPath(fields.text("to"));
    if (!guard.access().signUpOpen()) {
      return entry(request, HttpStatus.FORBIDDEN, "join", SignInViews.Form.EMPTY, to);
    }
    var made =
        guard
            .access()
            .passwords()
            .signUp(fields.text("handle"), fields.text("name"), fields.text("password"));
    return switch (made) {
      case SignUpResult.Made(var account) ->
          signInFlow.signIn(request, account.id(), AuthMethod.SIGN_UP, to);
      case SignUpResult.Refused(var problem) ->
          entry(
              request,
              HttpStatus.UNPROCESSABLE_ENTITY,
              "join",
              SignInViews.Form.wrong(
                  field(problem),
                  request.words().say("access.problem", problem),
                  Map.of("handle", fields.text("handle"), "name", fields.text("name"))),
              to);
    };
  }

  static String field(SignUpProblem problem) {
    return switch (problem) {
      case HANDLE_INVALID, HANDLE_TAKEN -> "handle";
      case NAME_INVALID -> "name";
      case PASSWORD_SHORT, PASSWORD_LONG, PASSWORD_IS_HANDLE, PASSWORD_COMMON -> "password";
    };
  }

  HttpResponse signIn(WebRequest request) {
    return entry(request, HttpStatus.OK, "signin", SignInViews.Form.EMPTY, to(request));
  }

  HttpResponse signIn(WebRequest request, FormFields fields) throws IOException {
    var to = Redirects.localPath(fields.text("to"));
    var handle = fields.text("handle");
    var words = request.words();
    var passwords = guard.access().passwords();
    var tried =
        passwords.signIn(
            handle, fields.text("password"), guard.clientAddress(request), known(request, handle));
    var typed = Map.of("handle", handle);
    return switch (tried) {
      case PasswordResult.SignedIn(var account) ->
          signInFlow.signIn(request, account, AuthMethod.PASSWORD, to);
      case PasswordResult.Wrong _ ->
          entry(
              request,
              HttpStatus.UNPROCESSABLE_ENTITY,
              "signin",
              SignInViews.Form.wrong("password", words.say("access.wrong"), typed),
              to);
      case PasswordResult.Wait(var left) ->
          entry(
              request,
              HttpStatus.TOO_MANY_REQUESTS,
              "signin",
              SignInViews.Form.wrong(
                  "password", words.say("access.wait", Words.minutes(left)), typed),
              to);
    };
  }

  private Optional<SecretHash> known(WebRequest request, String handle) throws IOException {
    var account = guard.access().passwords().named(handle);
    return account.isEmpty()
        ? Optional.empty()
        : guard.access().notices().known(account.get().id(), BrowserCookie.of(request));
  }

  HttpResponse signOut(WebRequest request) {
    var title = request.words().say("access.sign-out");
    return request.session().isEmpty()
        ? Redirects.to("/")
        : renderer.page(
            renderer.headers(request, HttpStatus.OK),
            "leave",
            new SignInViews.SignOut(renderer.frame(title, request)));
  }

  HttpResponse signOut(WebRequest request, FormFields fields) throws IOException {
    if (request.session().isPresent()) {
      var session = request.session().get();
      guard.access().tokens().revoke(session.account().id(), session.grant().token());
      AuditLog.note(SecurityEvent.SIGN_OUT, session.account().id());
    }
    return Redirects.to("/", guard.cookie().end());
  }

  /// What a browser needs to show a passkey (WebAuthn, level 2: PublicKeyCredentialRequestOptions).
  record AssertionOptions(
      String challenge, String rpId, String userVerification, List<String> allow) {}

  HttpResponse askForPasskey(WebRequest request, FormFields fields) {
    var site = site(request);
    return site.isEmpty()
        ? ScriptResponses.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "insecure")
        : ScriptResponses.answer(
            new AssertionOptions(
                guard.access().passkeys().askToSignIn(), site.get().id(), "required", List.of()));
  }

  HttpResponse signInByPasskey(WebRequest request, FormFields fields) throws IOException {
    var site = site(request);
    if (site.isEmpty()) {
      return ScriptResponses.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "insecure");
    }
    try {
      var account = guard.access().passkeys().signIn(site.get(), fields.text("credential"));
      var cookies = signInFlow.byPasskey(request, account);
      return ScriptResponses.answer(Map.of("to", Redirects.localPath(fields.text("to"))))
          .mapHeaders(it -> it.toBuilder().add(HttpHeaderNames.SET_COOKIE, cookies).build());
    } catch (PasskeyException e) {
      return ScriptResponses.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "refused");
    }
  }

  /// The site as passkeys know it: its public address, or this machine by its name. Others have
  /// none: browsers give passkeys to secure pages only.
  Optional<RelyingParty> site(WebRequest request) {
    return renderer.site().relyingParty(request);
  }

  private HttpResponse entry(
      WebRequest request, HttpStatus status, String template, SignInViews.Form form, String to) {
    var words = request.words();
    var title = template.equals("join") ? words.say("access.join") : words.say("access.sign-in");
    return renderer.page(
        renderer.headers(request, status),
        template,
        new SignInViews.SignInForm(
            renderer.frame(title, request), form, to, guard.access().signUpOpen()));
  }

  private static String to(WebRequest request) {
    return Redirects.localPath(request.query("to").orElse("/"));
  }
}
