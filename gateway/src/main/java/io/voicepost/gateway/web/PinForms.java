package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.SignIn;
import io.voicepost.storage.Account;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Issues and removes PINs. A PIN is in one answer, to the form that asked for it, and nowhere
/// else. Who has a password says it again: a browser that was left open is not its owner.
final class PinForms {
  private final TelephoneRoom room;
  private final Doors doors;
  private final Pages pages;
  private final TelephonePages page;

  PinForms(TelephoneRoom room, Doors doors, Pages pages, TelephonePages page) {
    this.room = room;
    this.doors = doors;
    this.pages = pages;
    this.page = page;
  }

  HttpResponse change(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var account = session.account();
          var wrong = wrongPassword(visit, session, fields.text("current"));
          if (wrong.isPresent()) {
            var form = Door.Form.wrong("current", wrong.get(), Map.of());
            return page.show(visit, account, HttpStatus.UNPROCESSABLE_ENTITY, form);
          }
          if (fields.text("do").equals("remove")) {
            room.pins().remove(account.id());
            return TelephonePages.done("pin-removed");
          }
          return issue(visit, account);
        });
  }

  private HttpResponse issue(Visit visit, Account account) throws IOException {
    var pin = room.pins().issue(account.id());
    var words = visit.words().telephone();
    return pages.page(
        TelephonePages.headers(pages, visit, HttpStatus.OK),
        "pin",
        new TelephoneView.FreshPin(pages.named(words.pinTitle(), visit), pin.digits()));
  }

  /// Whoever comes back to where a PIN was finds none.
  HttpResponse leave(Visit visit) {
    return Ways.to(TelephonePages.PATH);
  }

  private Optional<String> wrongPassword(Visit visit, Session session, String password)
      throws IOException {
    var access = doors.access();
    if (!access.passwords().has(session.account())) {
      return Optional.empty();
    }
    var words = visit.words().access();
    return switch (access
        .reauthentication()
        .byPassword(session.account(), session.grant(), password)) {
      case SignIn.Welcome _ -> Optional.empty();
      case SignIn.Wrong _ -> Optional.of(words.wrongPassword());
      case SignIn.Wait(var left) -> Optional.of(words.wait(left));
    };
  }
}
