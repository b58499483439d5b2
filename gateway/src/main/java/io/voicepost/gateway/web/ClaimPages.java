package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.Proof;
import io.voicepost.gateway.identity.ClaimAnswer;
import io.voicepost.gateway.identity.Claimable;
import io.voicepost.gateway.identity.PhoneAccounts;
import io.voicepost.storage.Handle;
import java.io.IOException;
import java.util.Map;

/// Claims an account that was opened by phone: first the name and the code that were heard, then a
/// handle and a password. The code is in no address, and no browser keeps these pages.
final class ClaimPages {
  private final PhoneAccounts accounts;
  private final Pages pages;
  private final Doors doors;
  private final Welcome welcome;

  ClaimPages(PhoneAccounts accounts, Pages pages, Doors doors, Welcome welcome) {
    this.accounts = accounts;
    this.pages = pages;
    this.doors = doors;
    this.welcome = welcome;
  }

  HttpResponse show(Visit visit) {
    return show(visit, HttpStatus.OK, "", Door.Form.EMPTY);
  }

  private HttpResponse show(Visit visit, HttpStatus status, String found, Door.Form form) {
    return pages.page(
        TelephonePages.headers(pages, visit, status),
        "claim",
        new TelephoneView.Claim(
            pages.named(visit.words().telephone().claimTitle(), visit), found, form));
  }

  HttpResponse submit(Visit visit, Fields fields) throws IOException {
    var found = Pages.handle(fields.text("found")).map(Handle::value).orElse("");
    return found.isEmpty() ? find(visit, fields) : claim(visit, fields, found);
  }

  private HttpResponse find(Visit visit, Fields fields) throws IOException {
    var name = fields.text("handle").strip();
    var code = fields.text("code").strip();
    var words = visit.words().telephone();
    return switch (accounts.claimable(name, code, doors.address(visit))) {
      case Claimable.Found(var account) -> {
        var handle = account.handle().value();
        var form = new Door.Form(Map.of("code", code, "handle", handle), Map.of());
        yield show(visit, HttpStatus.OK, handle, form);
      }
      case Claimable.Wrong() -> wrongCode(visit, name, code, words.claimWrong());
      case Claimable.TooManyTries() -> wrongCode(visit, name, code, words.claimTooMany());
    };
  }

  private HttpResponse claim(Visit visit, Fields fields, String found) throws IOException {
    var code = fields.text("code").strip();
    var handle = fields.text("handle");
    var words = visit.words();
    var answer = accounts.claim(found, code, handle, fields.text("password"), doors.address(visit));
    return switch (answer) {
      case ClaimAnswer.Claimed(var account) ->
          welcome.in(visit, account.id(), Proof.CLAIM_CODE, TelephonePages.PATH + "?done=claimed");
      case ClaimAnswer.Refused(var problem) ->
          show(
              visit,
              HttpStatus.UNPROCESSABLE_ENTITY,
              found,
              Door.Form.wrong(
                  EntryPages.field(problem),
                  words.access().problem(problem),
                  Map.of("code", code, "handle", handle)));
      case ClaimAnswer.Wrong() -> wrongCode(visit, found, code, words.telephone().claimWrong());
      case ClaimAnswer.TooManyTries() ->
          wrongCode(visit, found, code, words.telephone().claimTooMany());
    };
  }

  private HttpResponse wrongCode(Visit visit, String name, String code, String error) {
    return show(
        visit,
        HttpStatus.UNPROCESSABLE_ENTITY,
        "",
        Door.Form.wrong("code", error, Map.of("handle", name, "code", code)));
  }
}
