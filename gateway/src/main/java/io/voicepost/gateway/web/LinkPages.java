package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.identity.LinkCodes;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.web.api.SessionCookie;
import io.voicepost.storage.AccountId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Links a phone by a code that it keys in. The service knows the code and the number by one hash
/// only; the browser that asked for it keeps the code, and the number masked, in a cookie for as
/// long as it is good, so that the page can be looked at again and finds out by itself, without
/// scripts too, that the phone is linked.
final class LinkPages {
  static final String PATH = TelephonePages.PATH + "/link";

  private final LinkCodes links;
  private final String region;
  private final TelephonePages page;
  private final Pages pages;
  private final SessionCookie session;

  LinkPages(TelephoneRoom room, TelephonePages page, Pages pages, SessionCookie session) {
    this.links = room.links();
    this.region = room.region();
    this.page = page;
    this.pages = pages;
    this.session = session;
  }

  /// A code as the browser that asked for it remembers it.
  ///
  /// @param masked the number, as it is shown
  private record Asked(String account, String digits, Instant expiresAt, String masked) {
    private static final String COOKIE = "linking";
    private static final Pattern VALUE =
        Pattern.compile("([0-9]{1,18})\\.([0-9]{6})\\.([0-9]{1,15})\\.(\\+[0-9]{2}-[0-9]{2})");

    /// So that the page can still say that the code is over.
    private static final Duration LONGER = Duration.ofMinutes(1);

    static Optional<Asked> read(Visit visit) {
      return visit.headers().cookies().stream()
          .filter(it -> it.name().equals(COOKIE))
          .map(it -> VALUE.matcher(it.value()))
          .filter(Matcher::matches)
          .map(it ->
              new Asked(
                  it.group(1),
                  it.group(2),
                  Instant.ofEpochMilli(Long.parseLong(it.group(3))),
                  it.group(4).replace('-', '…')))
          .findFirst();
    }

    boolean isOf(AccountId other) {
      return account.equals(other.toString());
    }

    String cookie(Instant now, boolean secure) {
      var value =
          String.join(
              ".", account, digits, "" + expiresAt.toEpochMilli(), masked.replace('…', '-'));
      return cookie(value, Duration.between(now, expiresAt).plus(LONGER), secure);
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
          var typed = fields.text("number").strip();
          var number = PhoneNumber.typed(typed, region);
          if (number.isEmpty()) {
            var error = visit.words().telephone().badNumber();
            var form = Door.Form.wrong("number", error, Map.of("number", typed));
            return page.show(visit, member.account(), HttpStatus.UNPROCESSABLE_ENTITY, form);
          }
          var me = member.account().id();
          var code = links.issue(me, number.get());
          var masked = number.get().masked();
          var asked = new Asked(me.toString(), code.digits(), code.expiresAt(), masked);
          return Ways.to(PATH, asked.cookie(visit.now(), session.secure()));
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
          var open = links.expires(me);
          // A code that is gone before its time was used.
          boolean used = open.isEmpty() && visit.now().isBefore(asked.get().expiresAt());
          return used
              ? Ways.to(TelephonePages.PATH + "?done=linked", Asked.end(session.secure()))
              : show(visit, asked.get(), open.filter(asked.get().expiresAt()::equals).isPresent());
        });
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
            asked.masked(),
            good ? Duration.between(visit.now(), asked.expiresAt()) : Duration.ZERO));
  }
}
