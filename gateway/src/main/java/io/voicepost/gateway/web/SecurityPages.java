package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.PasskeyException;
import io.voicepost.gateway.access.Passkeys;
import io.voicepost.gateway.access.PasswordChange;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.App;
import io.voicepost.storage.SecurityNotice;
import io.voicepost.storage.TokenId;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What an account's owner sets about getting in: the password, passkeys, and who is in.
final class SecurityPages {
  static final String PATH = "/settings/security";

  private final Pages pages;
  private final Doors doors;

  SecurityPages(Pages pages, Doors doors) {
    this.pages = pages;
    this.doors = doors;
  }

  private interface Work {
    HttpResponse by(Session session) throws IOException;
  }

  private static HttpResponse signedIn(Visit visit, Work work) throws IOException {
    return visit.session().isEmpty() ? Ways.to(Ways.signIn(PATH)) : work.by(visit.session().get());
  }

  HttpResponse show(Visit visit) throws IOException {
    return signedIn(visit, session -> show(visit, session, HttpStatus.OK, Door.Form.EMPTY));
  }

  private HttpResponse show(Visit visit, Session session, HttpStatus status, Door.Form form)
      throws IOException {
    var account = session.account();
    var tokens = doors.access().tokens().list(account.id());
    var words = visit.words().access();
    return pages.page(
        pages.headers(visit, status),
        "security",
        new Door.Security(
            pages.frame(words.security(), visit),
            form,
            form.errors().isEmpty() ? done(visit) : "",
            doors.access().passwords().has(account),
            doors.access().passkeys().list(account.id()),
            doors.access().secondFactors().state(account.id()),
            notices(account.id()),
            tokens.stream().filter(it -> !it.app().id().equals(App.PAGES)).toList(),
            tokens.stream().filter(it -> it.app().id().equals(App.PAGES)).toList()));
  }

  /// What happened, and that it was looked at.
  private List<SecurityNotice> notices(AccountId account) throws IOException {
    var notices = doors.access().notices().list(account);
    if (notices.stream().anyMatch(it -> !it.seen())) {
      doors.access().notices().seen(account);
    }
    return notices;
  }

  private static String done(Visit visit) {
    var words = visit.words().access();
    return switch (visit.query("done").orElse("")) {
      case "password" -> words.passwordChanged();
      case "passkey" -> words.passkeyAdded();
      case "renamed" -> words.renamed();
      case "removed" -> words.removed();
      case "revoked" -> words.revoked();
      case "reviewed" -> words.reviewed();
      case "recovered" -> words.recovered();
      case "factor-removed" -> words.factorRemoved();
      default -> "";
    };
  }

  HttpResponse changePassword(Visit visit, Fields fields) throws IOException {
    return signedIn(
        visit,
        session -> {
          var words = visit.words().access();
          var change =
              doors
                  .access()
                  .passwords()
                  .change(
                      session.account(),
                      fields.text("current"),
                      fields.text("password"),
                      session.grant().token());
          return switch (change) {
            case PasswordChange.Changed _ -> {
              tell(visit, session, SecurityNotice.Kind.PASSWORD_CHANGED);
              doors.access().reauthentication().passwordShown(session.grant());
              yield Ways.to(ReviewPages.After.CHANGE.path());
            }
            case PasswordChange.Wrong _ -> wrong(visit, session, "current", words.wrongPassword());
            case PasswordChange.Refused(var problem) ->
                wrong(visit, session, "password", words.problem(problem));
            case PasswordChange.Wait(var left) ->
                wrong(visit, session, "current", words.wait(left));
          };
        });
  }

  private void tell(Visit visit, Session session, SecurityNotice.Kind kind) throws IOException {
    doors.access().notices().tell(session.account().id(), kind, Visitors.client(visit));
  }

  private HttpResponse wrong(Visit visit, Session session, String field, String error)
      throws IOException {
    return show(
        visit, session, HttpStatus.UNPROCESSABLE_ENTITY, Door.Form.wrong(field, error, Map.of()));
  }

  static HttpResponse done(String what) {
    return Ways.to(PATH + "?done=" + what);
  }

  HttpResponse revoke(Visit visit, Fields fields) throws IOException {
    return signedIn(
        visit,
        session -> {
          var id = fields.text("token");
          if (id.matches("[1-9][0-9]{0,17}")) {
            doors.access().tokens().revoke(session.account().id(), new TokenId(Long.parseLong(id)));
          }
          return done("revoked");
        });
  }

  HttpResponse renamePasskey(Visit visit, Fields fields) throws IOException {
    return signedIn(
        visit,
        session -> {
          boolean renamed =
              doors
                  .access()
                  .passkeys()
                  .rename(session.account().id(), fields.text("passkey"), fields.text("label"));
          return renamed ? done("renamed") : Ways.to(PATH);
        });
  }

  HttpResponse removePasskey(Visit visit, Fields fields) throws IOException {
    return signedIn(
        visit,
        session -> {
          var me = session.account().id();
          if (doors.access().passkeys().remove(me, fields.text("passkey"))) {
            tell(visit, session, SecurityNotice.Kind.PASSKEY_REMOVED);
          }
          return done("removed");
        });
  }

  /// What a browser needs to make a passkey (WebAuthn, level 2:
  /// PublicKeyCredentialCreationOptions).
  record Options(
      String challenge,
      String rpId,
      String rpName,
      String userHandle,
      String userName,
      String userDisplayName,
      List<Integer> algorithms,
      List<String> known) {}

  HttpResponse askForPasskey(Visit visit, Fields fields) throws IOException {
    var site = pages.site().relyingParty(visit);
    if (visit.session().isEmpty() || site.isEmpty()) {
      return Scripts.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "insecure");
    }
    var account = visit.session().get().account();
    var creation = doors.access().passkeys().askToAdd(account);
    return Scripts.answer(
        new Options(
            creation.challenge(),
            site.get().id(),
            "Voicepost",
            creation.userHandle(),
            account.handle().value(),
            account.displayName(),
            Passkeys.ALGORITHMS,
            creation.known()));
  }

  HttpResponse addPasskey(Visit visit, Fields fields) throws IOException {
    var site = pages.site().relyingParty(visit);
    if (visit.session().isEmpty() || site.isEmpty()) {
      return Scripts.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "insecure");
    }
    try {
      var label = fields.optional("label").orElseGet(() -> visit.words().access().aDevice(""));
      doors
          .access()
          .passkeys()
          .add(
              visit.session().get().account(),
              site.get(),
              fields.text("credential"),
              label.substring(0, Math.min(60, label.length())));
      tell(visit, visit.session().get(), SecurityNotice.Kind.PASSKEY_ADDED);
      return Scripts.answer(Map.of("to", PATH + "?done=passkey"));
    } catch (PasskeyException e) {
      return Scripts.refusal(HttpStatus.UNPROCESSABLE_ENTITY, "refused");
    }
  }
}
