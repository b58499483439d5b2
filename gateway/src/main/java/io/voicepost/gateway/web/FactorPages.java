package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.RecoveryCodes;
import io.voicepost.gateway.access.SecondFactors;
import java.io.IOException;
import java.util.Optional;

/// Sets an authenticator app up, takes it away, and gives out recovery codes. A secret is in the
/// answer to the form that asked for it and nowhere else; whoever comes back finds none.
final class FactorPages {
  static final String PATH = "/settings/security/factor";

  private final Pages pages;
  private final SecondFactors factors;

  FactorPages(Pages pages, SecondFactors factors) {
    this.pages = pages;
    this.factors = factors;
  }

  HttpResponse leave(Visit visit) {
    return Ways.to(SecurityPages.PATH);
  }

  HttpResponse begin(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> setUp(visit, session, HttpStatus.OK, factors.begin(session.account().id()), ""));
  }

  private HttpResponse setUp(
      Visit visit,
      Session session,
      HttpStatus status,
      Optional<SecondFactors.Enrolment> enrolment,
      String error) {
    if (enrolment.isEmpty()) {
      return Ways.to(SecurityPages.PATH);
    }
    var words = visit.words().access();
    var uri = enrolment.get().uri(host(), session.account());
    return pages.page(
        TelephonePages.headers(pages, visit, status),
        "factor",
        new Door.FactorSetup(
            pages.named(words.factorTitle(), visit),
            QrCode.of(uri),
            enrolment.get().secret().replaceAll("(.{4})(?=.)", "$1 "),
            uri,
            error));
  }

  /// By what the app lists its codes: people may have accounts on several sites.
  private String host() {
    return pages.site().publicUrl().map(it -> "Voicepost " + it.getHost()).orElse("Voicepost");
  }

  HttpResponse confirm(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var me = session.account().id();
          var codes = factors.confirm(me, fields.text("code"), Visitors.client(visit));
          return codes.isPresent()
              ? codes(visit, codes.get())
              : setUp(
                  visit,
                  session,
                  HttpStatus.UNPROCESSABLE_ENTITY,
                  factors.begun(me),
                  visit.words().access().wrongCode());
        });
  }

  HttpResponse recoveryCodes(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var codes = factors.newRecoveryCodes(session.account().id(), Visitors.client(visit));
          return codes.isPresent() ? codes(visit, codes.get()) : leave(visit);
        });
  }

  private HttpResponse codes(Visit visit, RecoveryCodes codes) {
    return pages.page(
        TelephonePages.headers(pages, visit, HttpStatus.OK),
        "recoverycodes",
        new Door.FreshCodes(
            pages.named(visit.words().access().recoveryCodesTitle(), visit), codes));
  }

  HttpResponse remove(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          boolean removed = factors.remove(session.account().id(), Visitors.client(visit));
          return Ways.to(SecurityPages.PATH + (removed ? "?done=factor-removed" : ""));
        });
  }
}
