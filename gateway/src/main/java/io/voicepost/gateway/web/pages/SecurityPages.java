package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.PasskeyException;
import io.voicepost.gateway.access.Passkeys;
import io.voicepost.gateway.access.PasswordChangeResult;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.App;
import io.voicepost.storage.access.SecurityNotice;
import io.voicepost.storage.access.TokenId;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What an account's owner sets about getting in: the password, passkeys, and who is in.
final class SecurityPages {
  static final String PATH = "/settings/security";

  private final PageRenderer renderer;
  private final RequestGuard guard;

  SecurityPages(PageRenderer renderer, RequestGuard guard) {
    this.renderer = renderer;
    this.guard = guard;
  }

  private interface SignedInAction {
    HttpResponse by(Session session) throws IOException;
  }

  private static HttpResponse signedIn(WebRequest request, SignedInAction action)
      throws IOException {
    return request.session().isEmpty()
        ? Redirects.to(Redirects.signIn(PATH))
        : action.by(request.session().get());
  }

  HttpResponse show(WebRequest request) throws IOException {
    return signedIn(
        request, session -> show(request, session, HttpStatus.OK, SignInViews.Form.EMPTY));
  }

  private HttpResponse show(
      WebRequest request, Session session, HttpStatus status, SignInViews.Form form)
      throws IOException {
    var account = session.account();
    var tokens = guard.access().tokens().list(account.id());
    var words = request.words();
    return renderer.page(
        renderer.headers(request, status),
        "security",
        new SignInViews.Security(
            renderer.frame(words.say("access.security"), request),
            form,
            form.errors().isEmpty() ? done(request) : "",
            guard.access().passwords().has(account),
            guard.access().passkeys().list(account.id()),
            guard.access().secondFactors().state(account.id()),
            notices(account.id()),
            tokens.stream().filter(it -> !it.app().id().equals(App.PAGES)).toList(),
            tokens.stream().filter(it -> it.app().id().equals(App.PAGES)).toList()));
  }

  /// What happened, and that it was looked at.
  private List<SecurityNotice> notices(AccountId account) throws IOException {
    var notices = guard.access().notices().list(account);
    if (notices.stream().anyMatch(it -> !it.seen())) {
      guard.access().notices().seen(account);
    }
    return notices;
  }

  private static String done(WebRequest request) {
    var words = request.words();
    return switch (request.query("done").orElse("")) {
      case "password" -> words.say("access.password-changed");
      case "passkey" -> words.say("access.passkey-added");
      case "renamed" -> words.say("access.renamed");
      case "removed" -> words.say("access.removed");
      case "revoked" -> words.say("access.revoked");
      case "reviewed" -> words.say("access.reviewed");
      case "recovered" -> words.say("access.recovered");
      case "factor-removed" -> words.say("access.factor-removed");
      default -> "";
    };
  }

  HttpResponse changePassword(WebRequest request, FormFields fields) throws IOException {
    return signedIn(
        request,
        session -> {
          var words = request.words();
          var change =
              guard
                  .access()
                  .passwords()
                  .change(
                      session.account(),
                      fields.text("current"),
                      fields.text("password"),
                      session.grant().token());
          return switch (change) {
            case PasswordChangeResult.Changed _ -> {
              tell(request, session, SecurityNotice.NoticeKind.PASSWORD_CHANGED);
              guard.access().reauthentication().passwordShown(session.grant());
              yield Redirects.to(AccessReviewPages.ReviewReason.CHANGE.path());
            }
            case PasswordChangeResult.Wrong _ ->
                wrong(request, session, "current", words.say("access.wrong-password"));
            case PasswordChangeResult.Refused(var problem) ->
                wrong(request, session, "password", words.say("access.problem", problem));
            case PasswordChangeResult.Wait(var left) ->
                wrong(request, session, "current", words.say("access.wait", Words.minutes(left)));
          };
        });
  }

  private void tell(WebRequest request, Session session, SecurityNotice.NoticeKind kind)
      throws IOException {
    guard.access().notices().tell(session.account().id(), kind, BrowserCookie.client(request));
  }

  private HttpResponse wrong(WebRequest request, Session session, String field, String error)
      throws IOException {
    return show(
        request,
        session,
        HttpStatus.UNPROCESSABLE_ENTITY,
        SignInViews.Form.wrong(field, error, Map.of()));
  }

  static HttpResponse done(String what) {
    return Redirects.to(PATH + "?done=" + what);
  }

  HttpResponse revoke(WebRequest request, FormFields fields) throws IOException {
    return signedIn(
        request,
        session -> {
          var id = fields.text("token");
          if (id.matches("[1-9][0-9]{0,17}")) {
            guard.access().tokens().revoke(session.account().id(), new TokenId(Long.parseLong(id)));
          }
          return done("revoked");
        });
  }

  HttpResponse renamePasskey(WebRequest request, FormFields fields) throws IOException {
    return signedIn(
        request,
        session -> {
          boolean renamed =
              guard
                  .access()
                  .passkeys()
                  .rename(session.account().id(), fields.text("passkey"), fields.text("label"));
          return renamed ? done("renamed") : Redirects.to(PATH);
        });
  }

  HttpResponse removePasskey(WebRequest request, FormFields fields) throws IOException {
    return signedIn(
        request,
        session -> {
          var me = session.account().id();
          if (guard.access().passkeys().remove(me, fields.text("passkey"))) {
            tell(request, session, SecurityNotice.NoticeKind.PASSKEY_REMOVED);
          }
          return done("removed");
        });
  }

  /// What a browser needs to make a passkey (WebAuthn, level 2:
  /// PublicKeyCredentialCreationOptions).
  record CreationOptions(
      String challenge,
      String rpId,
      String rpName,
      String userHandle,
      String userName,
      String userDisplayName,
      List<Integer> algorithms,
      List<String> known) {}

  HttpResponse askForPasskey(WebRequest request, FormFields fields) throws IOException {
    var site = renderer.site().relyingParty(request);
    if (request.session().isEmpty() || site.isEmpty()) {
      return ScriptResponses.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "insecure");
    }
    var account = request.session().get().account();
    var creation = guard.access().passkeys().askToAdd(account);
    return ScriptResponses.answer(
        new CreationOptions(
            creation.challenge(),
            site.get().id(),
            "Voicepost",
            creation.userHandle(),
            account.handle().value(),
            account.displayName(),
            Passkeys.ALGORITHMS,
            creation.known()));
  }

  HttpResponse addPasskey(WebRequest request, FormFields fields) throws IOException {
    var site = renderer.site().relyingParty(request);
    if (request.session().isEmpty() || site.isEmpty()) {
      return ScriptResponses.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "insecure");
    }
    try {
      var label = fields.optional("label").orElseGet(() -> request.words().say("access.a-device"));
      guard
          .access()
          .passkeys()
          .add(
              request.session().get().account(),
              site.get(),
              fields.text("credential"),
              label.substring(0, Math.min(60, label.length())));
      tell(request, request.session().get(), SecurityNotice.NoticeKind.PASSKEY_ADDED);
      return ScriptResponses.answer(Map.of("to", PATH + "?done=passkey"));
    } catch (PasskeyException e) {
      return ScriptResponses.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "refused");
    }
  }
}
