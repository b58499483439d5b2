package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.identity.LinkCodes;
import io.voicepost.gateway.web.api.SessionCookie;
import io.voicepost.storage.AccountId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Links a phone by a code that it keys in. The service knows the code by its hash only; the
/// browser that asked for it keeps it in a cookie for as long as it is good, so that the page can
/// be looked at again and finds out by itself, without scripts too, that the phone is linked.
final class LinkPages {
  static final String PATH = TelephonePages.PATH + "/link";

  private final LinkCodes links;
  private final PhoneBook phones;
  private final Pages pages;
  private final SessionCookie session;

  LinkPages(TelephoneRoom room, Pages pages, SessionCookie session) {
    this.links = room.links();
    this.phones = room.phones();
    this.pages = pages;
    this.session = session;
  }

  /// A code as the browser that asked for it remembers it.
  private record Asked(String account, String digits, Instant at, Instant expiresAt) {
    private static final String COOKIE = "linking";

    static Optional<Asked> read(Visit visit) {
      return visit.headers().cookies().stream()
          .filter(it -> it.name().equals(COOKIE))
          .map(it -> it.value())
          .filter(it -> it.matches("[0-9]{1,18}\\.[0-9]{6}\\.[0-9]{1,15}\\.[0-9]{1,15}"))
          .map(it -> List.of(it.split("\\.")))
          .map(it -> new Asked(it.get(0), it.get(1), millis(it.get(2)), millis(it.get(3))))
          .findFirst();
    }

    private static Instant millis(String text) {
      return Instant.ofEpochMilli(Long.parseLong(text));
    }

    boolean isOf(AccountId other) {
      return account.equals(other.toString());
    }

    String cookie(boolean secure) {
      var value =
          String.join(
              ".",
              account,
              digits,
              Long.toString(at.toEpochMilli()),
              Long.toString(expiresAt.toEpochMilli()));
      return cookie(value, Duration.between(at, expiresAt), secure);
    }

    static String end(boolean secure) {
      return cookie("", Duration.ZERO, secure);
    }

    private static String cookie(String value, Duration age, boolean secure) {
      return "%s=%s; Path=%s; Max-Age=%d; SameSite=Strict; HttpOnly%s"
          .formatted(COOKIE, value, PATH, age.toSeconds(), secure ? "; Secure" : "");
    }

    @Override
    public String toString() {
      return "code";
    }
  }

  HttpResponse issue(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        member -> {
          var me = member.account().id();
          var code = links.issue(me);
          var asked = new Asked(me.toString(), code.digits(), visit.now(), code.expiresAt());
          return Ways.to(PATH, asked.cookie(session.secure()));
        });
  }

  HttpResponse show(Visit visit) throws IOException {
    return Pages.members(
        visit,
        member -> {
          var me = member.account().id();
          var asked = Asked.read(visit).filter(it -> it.isOf(me));
          if (asked.isEmpty()) {
            return Ways.to(TelephonePages.PATH);
          }
          boolean good = links.expires(me).filter(asked.get().expiresAt()::equals).isPresent();
          return good || !isLinkedSince(me, asked.get().at())
              ? show(visit, asked.get(), good)
              : Ways.to(TelephonePages.PATH + "?done=linked", Asked.end(session.secure()));
        });
  }

  private boolean isLinkedSince(AccountId account, Instant then) throws IOException {
    return phones.of(account).stream()
        .flatMap(it -> it.phone().provedAt().stream())
        .anyMatch(it -> !it.isBefore(then));
  }

  private HttpResponse show(Visit visit, Asked asked, boolean good) {
    var words = visit.words().telephone();
    var headers = TelephonePages.headers(pages, visit, HttpStatus.OK);
    if (!good) {
      headers.add(HttpHeaderNames.SET_COOKIE, Asked.end(session.secure()));
    }
    return pages.page(
        headers,
        "link",
        new TelephoneView.Link(
            pages.named(words.linkTitle(), visit),
            good ? asked.digits() : "",
            good ? Duration.between(visit.now(), asked.expiresAt()) : Duration.ZERO));
  }
}
