package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.identity.LinkedPhones;
import io.voicepost.gateway.identity.PhoneServices;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.Passkey;
import io.voicepost.storage.access.SecurityNotice;
import java.io.IOException;
import java.util.List;

/// What can still get in after a password was changed: whoever knew the old one may have added it.
/// Browsers and apps are signed out already; passkeys, phones and the PIN end here, all at once,
/// save those that their owner knows.
final class AccessReviewPages {
  static final String PATH = SecurityPages.PATH + "/review";

  private final PageRenderer renderer;
  private final RequestGuard guard;
  private final PhoneServices phoneServices;

  AccessReviewPages(PageRenderer renderer, RequestGuard guard, PhoneServices phoneServices) {
    this.renderer = renderer;
    this.guard = guard;
    this.phoneServices = phoneServices;
  }

  /// How the password was changed.
  enum ReviewReason {
    CHANGE,
    RECOVERY,
    RESET;

    String path() {
      return PATH + "?after=" + name();
    }

    static ReviewReason of(WebRequest request) {
      var named = request.query("after").orElse("");
      return List.of(values()).stream()
          .filter(it -> it.name().equals(named))
          .findFirst()
          .orElse(CHANGE);
    }
  }

  /// @param phonesTicked not so where a phone is what the owner came back by
  record ReviewView(
      PageFrame frame,
      String done,
      List<Passkey> passkeys,
      List<LinkedPhones.MaskedPhone> phones,
      boolean pin,
      boolean phonesTicked) {
    Words words() {
      return frame.words();
    }

    boolean isEmpty() {
      return passkeys.isEmpty() && phones.isEmpty() && !pin;
    }
  }

  HttpResponse show(WebRequest request) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var reason = ReviewReason.of(request);
          var words = request.words();
          var done =
              switch (reason) {
                case CHANGE -> words.say("access.password-changed");
                case RECOVERY -> words.say("access.recovered");
                case RESET -> words.say("access.password-was-reset");
              };
          var me = session.account().id();
          var view =
              new ReviewView(
                  renderer.named(words.say("access.review-title"), request),
                  done,
                  guard.access().passkeys().list(me),
                  phoneServices.phones().of(me),
                  phoneServices.pins().state(me).set(),
                  reason != ReviewReason.RECOVERY);
          return view.isEmpty()
              ? SecurityPages.done(reason == ReviewReason.CHANGE ? "password" : "recovered")
              : renderer.page(
                  TelephonePages.headers(renderer, request, HttpStatus.OK), "review", view);
        });
  }

  HttpResponse end(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var me = session.account().id();
          endPasskeys(request, me, fields);
          for (var entry : phoneServices.phones().of(me)) {
            if (fields.optional("phone." + entry.ref()).isPresent()) {
              phoneServices.phones().remove(me, entry.ref());
            }
          }
          if (fields.optional("pin").isPresent()) {
            phoneServices.pins().remove(me);
          }
          return SecurityPages.done("reviewed");
        });
  }

  private void endPasskeys(WebRequest request, AccountId me, FormFields fields) throws IOException {
    var access = guard.access();
    for (var passkey : access.passkeys().list(me)) {
      if (fields.optional("passkey." + passkey.credentialId()).isPresent()
          && access.passkeys().remove(me, passkey.credentialId())) {
        var client = BrowserCookie.client(request);
        access.notices().tell(me, SecurityNotice.NoticeKind.PASSKEY_REMOVED, client);
      }
    }
  }
}
