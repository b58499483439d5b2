package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Passkey;
import io.voicepost.storage.SecurityNotice;
import java.io.IOException;
import java.util.List;

/// What can still get in after a password was changed: whoever knew the old one may have added it.
/// Browsers and apps are signed out already; passkeys, phones and the PIN end here, all at once,
/// save those that their owner knows.
final class ReviewPages {
  static final String PATH = SecurityPages.PATH + "/review";

  private final Pages pages;
  private final Doors doors;
  private final TelephoneRoom room;

  ReviewPages(Pages pages, Doors doors, TelephoneRoom room) {
    this.pages = pages;
    this.doors = doors;
    this.room = room;
  }

  /// How the password was changed.
  enum After {
    CHANGE,
    RECOVERY,
    RESET;

    String path() {
      return PATH + "?after=" + name();
    }

    static After of(Visit visit) {
      var named = visit.query("after").orElse("");
      return List.of(values()).stream()
          .filter(it -> it.name().equals(named))
          .findFirst()
          .orElse(CHANGE);
    }
  }

  /// @param phonesTicked not so where a phone is what the owner came back by
  record View(
      Frame frame,
      String done,
      List<Passkey> passkeys,
      List<PhoneBook.Entry> phones,
      boolean pin,
      boolean phonesTicked) {
    AccessWords words() {
      return frame.words().access();
    }

    boolean isEmpty() {
      return passkeys.isEmpty() && phones.isEmpty() && !pin;
    }
  }

  HttpResponse show(Visit visit) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var after = After.of(visit);
          var words = visit.words().access();
          var done =
              switch (after) {
                case CHANGE -> words.passwordChanged();
                case RECOVERY -> words.recovered();
                case RESET -> words.passwordWasReset();
              };
          var me = session.account().id();
          var view =
              new View(
                  pages.named(words.reviewTitle(), visit),
                  done,
                  doors.access().passkeys().list(me),
                  room.phones().of(me),
                  room.pins().state(me).set(),
                  after != After.RECOVERY);
          return view.isEmpty()
              ? SecurityPages.done(after == After.CHANGE ? "password" : "recovered")
              : pages.page(TelephonePages.headers(pages, visit, HttpStatus.OK), "review", view);
        });
  }

  HttpResponse end(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var me = session.account().id();
          endPasskeys(visit, me, fields);
          for (var entry : room.phones().of(me)) {
            if (fields.optional("phone." + entry.ref()).isPresent()) {
              room.phones().remove(me, entry.ref());
            }
          }
          if (fields.optional("pin").isPresent()) {
            room.pins().remove(me);
          }
          return SecurityPages.done("reviewed");
        });
  }

  private void endPasskeys(Visit visit, AccountId me, Fields fields) throws IOException {
    var access = doors.access();
    for (var passkey : access.passkeys().list(me)) {
      if (fields.optional("passkey." + passkey.credentialId()).isPresent()
          && access.passkeys().remove(me, passkey.credentialId())) {
        var client = Visitors.client(visit);
        access.notices().tell(me, SecurityNotice.Kind.PASSKEY_REMOVED, client);
      }
    }
  }
}
