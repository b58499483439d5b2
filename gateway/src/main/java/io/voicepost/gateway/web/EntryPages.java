package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.PasskeyException;
import io.voicepost.gateway.access.Proof;
import io.voicepost.gateway.access.RelyingParty;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.gateway.access.SignIn;
import io.voicepost.gateway.access.SignUp;
import io.voicepost.gateway.access.SignUpProblem;
import io.voicepost.storage.SecretHash;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Joining, signing in and out.
final class EntryPages {
  private final Pages pages;
  private final Doors doors;
  private final Welcome welcome;

  EntryPages(Pages pages, Doors doors, Welcome welcome) {
    this.pages = pages;
    this.doors = doors;
    this.welcome = welcome;
  }

  HttpResponse join(Visit visit) {
    return entry(visit, HttpStatus.OK, "join", Door.Form.EMPTY, to(visit));
  }

  HttpResponse join(Visit visit, Fields fields) throws IOException {
    var to = Ways.here(fields.text("to"));
    if (!doors.access().signUpOpen()) {
      return entry(visit, HttpStatus.FORBIDDEN, "join", Door.Form.EMPTY, to);
    }
    var made =
        doors
            .access()
            .passwords()
            .signUp(fields.text("handle"), fields.text("name"), fields.text("password"));
    return switch (made) {
      case SignUp.Made(var account) -> welcome.in(visit, account.id(), Proof.SIGN_UP, to);
      case SignUp.Refused(var problem) ->
          entry(
              visit,
              HttpStatus.UNPROCESSABLE_ENTITY,
              "join",
              Door.Form.wrong(
                  field(problem),
                  visit.words().access().problem(problem),
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

  HttpResponse signIn(Visit visit) {
    return entry(visit, HttpStatus.OK, "signin", Door.Form.EMPTY, to(visit));
  }

  HttpResponse signIn(Visit visit, Fields fields) throws IOException {
    var to = Ways.here(fields.text("to"));
    var handle = fields.text("handle");
    var words = visit.words().access();
    var passwords = doors.access().passwords();
    var tried =
        passwords.signIn(
            handle, fields.text("password"), doors.address(visit), known(visit, handle));
    var typed = Map.of("handle", handle);
    return switch (tried) {
      case SignIn.Welcome(var account) -> welcome.in(visit, account, Proof.PASSWORD, to);
      case SignIn.Wrong _ ->
          entry(
              visit,
              HttpStatus.UNPROCESSABLE_ENTITY,
              "signin",
              Door.Form.wrong("password", words.wrong(), typed),
              to);
      case SignIn.Wait(var left) ->
          entry(
              visit,
              HttpStatus.TOO_MANY_REQUESTS,
              "signin",
              Door.Form.wrong("password", words.wait(left), typed),
              to);
    };
  }

  private Optional<SecretHash> known(Visit visit, String handle) throws IOException {
    var account = doors.access().passwords().named(handle);
    return account.isEmpty()
        ? Optional.empty()
        : doors.access().notices().known(account.get().id(), Visitors.of(visit));
  }

  HttpResponse signOut(Visit visit) {
    var title = visit.words().access().signOut();
    return visit.session().isEmpty()
        ? Ways.to("/")
        : pages.page(
            pages.headers(visit, HttpStatus.OK),
            "leave",
            new Door.Leave(pages.frame(title, visit)));
  }

  HttpResponse signOut(Visit visit, Fields fields) throws IOException {
    if (visit.session().isPresent()) {
      var session = visit.session().get();
      doors.access().tokens().revoke(session.account().id(), session.grant().token());
      AuditLog.note(SecurityEvent.SIGN_OUT, session.account().id());
    }
    return Ways.to("/", doors.cookie().end());
  }

  /// What a browser needs to show a passkey (WebAuthn, level 2: PublicKeyCredentialRequestOptions).
  record Options(String challenge, String rpId, String userVerification, List<String> allow) {}

  HttpResponse askForPasskey(Visit visit, Fields fields) {
    var site = site(visit);
    return site.isEmpty()
        ? Scripts.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "insecure")
        : Scripts.answer(
            new Options(
                doors.access().passkeys().askToSignIn(), site.get().id(), "required", List.of()));
  }

  HttpResponse signInByPasskey(Visit visit, Fields fields) throws IOException {
    var site = site(visit);
    if (site.isEmpty()) {
      return Scripts.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "insecure");
    }
    try {
      var account = doors.access().passkeys().signIn(site.get(), fields.text("credential"));
      var cookies = welcome.byPasskey(visit, account);
      return Scripts.answer(Map.of("to", Ways.here(fields.text("to"))))
          .mapHeaders(it -> it.toBuilder().add(HttpHeaderNames.SET_COOKIE, cookies).build());
    } catch (PasskeyException e) {
      return Scripts.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "refused");
    }
  }

  /// The site as passkeys know it: its public address, or this machine by its name. Others have
  /// none: browsers give passkeys to secure pages only.
  Optional<RelyingParty> site(Visit visit) {
    return pages.site().relyingParty(visit);
  }

  private HttpResponse entry(
      Visit visit, HttpStatus status, String template, Door.Form form, String to) {
    var words = visit.words().access();
    var title = template.equals("join") ? words.join() : words.signIn();
    return pages.page(
        pages.headers(visit, status),
        template,
        new Door.Entry(pages.frame(title, visit), form, to, doors.access().signUpOpen()));
  }

  private static String to(Visit visit) {
    return Ways.here(visit.query("to").orElse("/"));
  }
}
