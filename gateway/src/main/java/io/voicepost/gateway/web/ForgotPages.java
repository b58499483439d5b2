package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.Proof;
import io.voicepost.gateway.identity.PhoneRecovery;
import io.voicepost.gateway.identity.RecoveryAnswer;
import java.io.IOException;
import java.util.Map;

/// A new password for whoever lost the old one, or the device of their second factor: with the code
/// that their linked phone heard. The code is in no address, and no browser keeps this page.
final class ForgotPages {
  static final String PATH = "/forgot";

  private final PhoneRecovery recovery;
  private final Pages pages;
  private final Doors doors;
  private final Welcome welcome;

  ForgotPages(PhoneRecovery recovery, Pages pages, Doors doors, Welcome welcome) {
    this.recovery = recovery;
    this.pages = pages;
    this.doors = doors;
    this.welcome = welcome;
  }

  HttpResponse show(Visit visit) {
    return show(visit, HttpStatus.OK, Door.Form.EMPTY);
  }

  private HttpResponse show(Visit visit, HttpStatus status, Door.Form form) {
    var frame = pages.named(visit.words().access().forgotTitle(), visit);
    return pages.page(
        TelephonePages.headers(pages, visit, status), "forgot", new Door.Forgot(frame, form));
  }

  HttpResponse submit(Visit visit, Fields fields) throws IOException {
    var words = visit.words().access();
    var answer =
        recovery.recover(
            fields.text("handle"),
            fields.text("code"),
            fields.text("password"),
            doors.address(visit),
            Visitors.client(visit));
    return switch (answer) {
      case RecoveryAnswer.Recovered(var account) ->
          welcome.in(visit, account.id(), Proof.PHONE_RECOVERY, ReviewPages.After.RECOVERY.path());
      case RecoveryAnswer.Refused(var problem) ->
          wrong(visit, fields, EntryPages.field(problem), words.problem(problem));
      case RecoveryAnswer.Wrong() -> wrong(visit, fields, "code", words.forgotWrong());
      case RecoveryAnswer.TooManyTries() -> wrong(visit, fields, "code", words.forgotTooMany());
    };
  }

  private HttpResponse wrong(Visit visit, Fields fields, String field, String error) {
    var typed = Map.of("handle", fields.text("handle"), "code", fields.text("code"));
    return show(visit, HttpStatus.UNPROCESSABLE_ENTITY, Door.Form.wrong(field, error, typed));
  }
}
