package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.PasswordResult;
import io.voicepost.gateway.identity.PhoneServices;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.Account;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Issues and removes PINs. A PIN is in one answer, to the form that asked for it, and nowhere
/// else. Who has a password says it again: a browser that was left open is not its owner.
final class PinPages {
  private final PhoneServices phoneServices;
  private final RequestGuard guard;
  private final PageRenderer renderer;
  private final TelephonePages page;

  PinPages(
      PhoneServices phoneServices, RequestGuard guard, PageRenderer renderer, TelephonePages page) {
    this.phoneServices = phoneServices;
    this.guard = guard;
    this.renderer = renderer;
    this.page = page;
  }

  HttpResponse change(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var account = session.account();
          var wrong = wrongPassword(request, session, fields.text("current"));
          if (wrong.isPresent()) {
            var form = SignInViews.Form.wrong("current", wrong.get(), Map.of());
            return page.show(request, account, HttpStatus.UNPROCESSABLE_ENTITY, form);
          }
          if (fields.text("do").equals("remove")) {
            phoneServices.pins().remove(account.id());
            return TelephonePages.done("pin-removed");
          }
          return issue(request, account);
        });
  }

  private HttpResponse issue(WebRequest request, Account account) throws IOException {
    var pin = phoneServices.pins().issue(account.id());
    var words = request.words();
    return renderer.page(
        TelephonePages.headers(renderer, request, HttpStatus.OK),
        "pin",
        new TelephoneView.NewPinView(
            renderer.named(words.say("telephone.pin-title"), request), pin.digits()));
  }

  /// Whoever comes back to where a PIN was finds none.
  HttpResponse leave(WebRequest request) {
    return Redirects.to(TelephonePages.PATH);
  }

  private Optional<String> wrongPassword(WebRequest request, Session session, String password)
      throws IOException {
    var access = guard.access();
    if (!access.passwords().has(session.account())) {
      return Optional.empty();
    }
    var words = request.words();
    return switch (access
        .reauthentication()
        .byPassword(session.account(), session.grant(), password)) {
      case PasswordResult.SignedIn _ -> Optional.empty();
      case PasswordResult.Wrong _ -> Optional.of(words.say("access.wrong-password"));
      case PasswordResult.Wait(var left) ->
          Optional.of(words.say("access.wait", Words.minutes(left)));
    };
  }
}
