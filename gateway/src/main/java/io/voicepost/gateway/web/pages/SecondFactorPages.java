package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.RecoveryCodes;
import io.voicepost.gateway.access.SecondFactors;
import java.io.IOException;
import java.util.Optional;

/// Sets an authenticator app up, takes it away, and gives out recovery codes. A secret is in the
/// answer to the form that asked for it and nowhere else; whoever comes back finds none.
final class SecondFactorPages {
  static final String PATH = "/settings/security/factor";

  private final PageRenderer renderer;
  private final SecondFactors factors;

  SecondFactorPages(PageRenderer renderer, SecondFactors factors) {
    this.renderer = renderer;
    this.factors = factors;
  }

  HttpResponse leave(WebRequest request) {
    return Redirects.to(SecurityPages.PATH);
  }

  HttpResponse begin(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session ->
            setUp(request, session, HttpStatus.OK, factors.begin(session.account().id()), ""));
  }

  private HttpResponse setUp(
      WebRequest request,
      Session session,
      HttpStatus status,
      Optional<SecondFactors.Enrolment> enrolment,
      String error) {
    if (enrolment.isEmpty()) {
      return Redirects.to(SecurityPages.PATH);
    }
    var words = request.words();
    var uri = enrolment.get().uri(host(), session.account());
    return renderer.page(
        TelephonePages.headers(renderer, request, status),
        "factor",
        new SignInViews.FactorSetup(
            renderer.named(words.say("access.factor-title"), request),
            QrCode.of(uri),
            enrolment.get().secret().replaceAll("(.{4})(?=.)", "$1 "),
            uri,
            error));
  }

  /// By what the app lists its codes: people may have accounts on several sites.
  private String host() {
    return renderer.site().publicUrl().map(it -> "Voicepost " + it.getHost()).orElse("Voicepost");
  }

  HttpResponse confirm(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var me = session.account().id();
          var codes = factors.confirm(me, fields.text("code"), BrowserCookie.client(request));
          return codes.isPresent()
              ? codes(request, codes.get())
              : setUp(
                  request,
                  session,
                  HttpStatus.UNPROCESSABLE_ENTITY,
                  factors.begun(me),
                  request.words().say("access.wrong-code"));
        });
  }

  HttpResponse recoveryCodes(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var codes =
              factors.newRecoveryCodes(session.account().id(), BrowserCookie.client(request));
          return codes.isPresent() ? codes(request, codes.get()) : leave(request);
        });
  }

  private HttpResponse codes(WebRequest request, RecoveryCodes codes) {
    return renderer.page(
        TelephonePages.headers(renderer, request, HttpStatus.OK),
        "recoverycodes",
        new SignInViews.NewRecoveryCodes(
            renderer.named(request.words().say("access.recovery-codes-title"), request), codes));
  }

  HttpResponse remove(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          boolean removed = factors.remove(session.account().id(), BrowserCookie.client(request));
          return Redirects.to(SecurityPages.PATH + (removed ? "?done=factor-removed" : ""));
        });
  }
}
