package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.Passwords;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.Account;
import io.voicepost.storage.CallerClass;
import io.voicepost.storage.HangUpRule;
import io.voicepost.storage.Page;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.TelephoneSettings;
import io.voicepost.storage.Waiting;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an account's owner sees and sets of the telephone. No browser keeps these pages.
final class TelephonePages {
  static final String PATH = "/settings/telephone";
  static final String WAITING = PATH + "/waiting";
  private static final int MOST_WAITING = 50;
  private static final int MOST_DRAFTS = 40;

  private final TelephoneRoom room;
  private final Microblog microblog;
  private final Passwords passwords;
  private final Pages pages;

  TelephonePages(TelephoneRoom room, Microblog microblog, Passwords passwords, Pages pages) {
    this.room = room;
    this.microblog = microblog;
    this.passwords = passwords;
    this.pages = pages;
  }

  HttpResponse show(Visit visit) throws IOException {
    return Pages.members(
        visit, session -> show(visit, session.account(), HttpStatus.OK, Door.Form.EMPTY));
  }

  /// The page, with what is wrong in a form.
  HttpResponse show(Visit visit, Account account, HttpStatus status, Door.Form form)
      throws IOException {
    var words = visit.words().telephone();
    var me = account.id();
    var phones = room.phones().of(me);
    return pages.page(
        headers(pages, visit, status),
        "telephone",
        new TelephoneView(
            pages.named(words.telephone(), visit),
            room.settings().settings(me),
            room.pins().state(me),
            phones,
            queue(visit, account, phones),
            drafts(account),
            passwords.has(account),
            form,
            form.errors().isEmpty() ? done(visit) : ""));
  }

  /// Nothing of these pages stays in a browser.
  static ResponseHeadersBuilder headers(Pages pages, Visit visit, HttpStatus status) {
    return pages.headers(visit, status).set(HttpHeaderNames.CACHE_CONTROL, "no-store");
  }

  static HttpResponse done(String what) {
    return Ways.to(PATH + "?done=" + what);
  }

  private static String done(Visit visit) {
    var words = visit.words().telephone();
    return switch (visit.query("done").orElse("")) {
      case "saved" -> words.saved();
      case "linked" -> words.linked();
      case "claimed" -> words.claimed();
      case "renamed" -> words.renamed();
      case "removed" -> words.removed();
      case "pin-removed" -> words.pinRemoved();
      case "approved" -> words.approved();
      case "draft" -> words.keptAsDraft();
      case "refused" -> words.refused();
      case "gone" -> words.gone();
      default -> "";
    };
  }

  private TelephoneView.Queue queue(Visit visit, Account account, List<PhoneBook.Entry> phones)
      throws IOException {
    Map<PhoneKey, String> names =
        phones.stream()
            .collect(Collectors.toMap(it -> it.phone().sealed().key(), PhoneBook.Entry::name));
    var onlooker = Onlooker.of(visit);
    var waiting = microblog.approving().of(account.id(), MOST_WAITING + 1);
    return new TelephoneView.Queue(
        waiting.stream()
            .limit(MOST_WAITING)
            .map(it -> new TelephoneView.Message(it, from(it, names), onlooker))
            .toList(),
        waiting.size() > MOST_WAITING);
  }

  /// A number that is not the author's own is none of their business.
  private static String from(Waiting waiting, Map<PhoneKey, String> names) {
    return waiting
        .message()
        .phone()
        .map(SealedPhone::key)
        .flatMap(it -> Optional.ofNullable(names.get(it)))
        .orElse("");
  }

  private String drafts(Account account) throws IOException {
    int count = microblog.reading().drafts(account.id(), Page.first(MOST_DRAFTS)).size();
    return count == 0 ? "" : count < MOST_DRAFTS ? Integer.toString(count) : count + "+";
  }

  /// Whether more callers could speak for the account than now.
  boolean isLowered(Visit visit, Fields fields) throws IOException {
    if (visit.session().isEmpty()) {
      return false;
    }
    var before = room.settings().settings(visit.session().get().account().id()).callerClass();
    var wanted = named(CallerClass.values(), fields.text("class"));
    return wanted.filter(it -> it.compareTo(before) < 0).isPresent();
  }

  /// Sets what calls may do.
  HttpResponse change(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var me = session.account().id();
          var before = room.settings().settings(me);
          var language = fields.text("language");
          room.settings()
              .change(
                  me,
                  new TelephoneSettings(
                      named(CallerClass.values(), fields.text("class"))
                          .orElse(before.callerClass()),
                      named(HangUpRule.values(), fields.text("rule")).orElse(before.hangUpRule()),
                      Language.ofCode(language).map(Language::code)));
          var after = room.settings().settings(me).callerClass();
          if (after != before.callerClass()) {
            AuditLog.note(SecurityEvent.CALLER_CLASS_CHANGED, me, after);
          }
          return done("saved");
        });
  }

  private static <E extends Enum<E>> Optional<E> named(E[] all, String name) {
    return Stream.of(all).filter(it -> it.name().equals(name)).findFirst();
  }

  HttpResponse rename(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var account = session.account();
          var label = fields.text("label").strip();
          if (!ComposePages.fits(label, PhoneBook.LONGEST_LABEL) || label.contains("\n")) {
            var error = visit.words().telephone().badLabel();
            var form = Door.Form.wrong("label", error, Map.of());
            return show(visit, account, HttpStatus.UNPROCESSABLE_ENTITY, form);
          }
          boolean renamed = room.phones().label(account.id(), fields.text("phone"), label);
          return renamed ? done("renamed") : Ways.to(PATH);
        });
  }

  HttpResponse remove(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          boolean removed = room.phones().remove(session.account().id(), fields.text("phone"));
          return removed ? done("removed") : Ways.to(PATH);
        });
  }
}
