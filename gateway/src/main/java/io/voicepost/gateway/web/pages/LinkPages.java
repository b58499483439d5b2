package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.identity.LinkCodes;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneServices;
import io.voicepost.gateway.web.http.SessionCookie;
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
  private final PageRenderer renderer;
  private final SessionCookie session;

  LinkPages(
      PhoneServices phoneServices,
      TelephonePages page,
      PageRenderer renderer,
      SessionCookie session) {
    this.links = phoneServices.links();
    this.region = phoneServices.region();
    this.page = page;
    this.renderer = renderer;
    this.session = session;
  }

  /// A code as the browser that asked for it remembers it.
  ///
  /// @param masked the number, as it is shown
  private record PendingLink(String account, String digits, Instant expiresAt, String masked) {
    private static final String COOKIE = "linking";
    private static final Pattern VALUE =
        Pattern.compile("([0-9]{1,18})\\.([0-9]{6})\\.([0-9]{1,15})\\.(\\+[0-9]{2}-[0-9]{2})");

    /// So that the page can still say that the code is over.
    private static final Duration LONGER = Duration.ofMinutes(1);

    static Optional<PendingLink> read(WebRequest request) {
      return request.headers().cookies().stream()
          .filter(it -> it.name().equals(COOKIE))
          .map(it -> VALUE.matcher(it.value()))
          .filter(Matcher::matches)
          .map(it ->
              new PendingLink(
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

  HttpResponse issue(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        member -> {
          var typed = fields.text("number").strip();
          var number = PhoneNumber.typed(typed, region);
          if (number.isEmpty()) {
            var error = request.words().say("telephone.bad-number");
            var form = SignInViews.Form.wrong("number", error, Map.of("number", typed));
            return page.show(request, member.account(), HttpStatus.UNPROCESSABLE_ENTITY, form);
          }
          var me = member.account().id();
          var code = links.issue(me, number.get());
          var masked = number.get().masked();
          var pending = new PendingLink(me.toString(), code.digits(), code.expiresAt(), masked);
          return Redirects.to(PATH, pending.cookie(request.now(), session.secure()));
        });
  }

  HttpResponse show(WebRequest request) throws IOException {
    return PageRenderer.members(
        request,
        member -> {
          var me = member.account().id();
          var pending = PendingLink.read(request).filter(it -> it.isOf(me));
          if (pending.isEmpty()) {
            return Redirects.to(TelephonePages.PATH);
          }
          var open = links.expires(me);
          // A code that is gone before its time was used.
          boolean used = open.isEmpty() && request.now().isBefore(pending.get().expiresAt());
          return used
              ? Redirects.to(
                  TelephonePages.PATH + "?done=linked", PendingLink.end(session.secure()))
              : show(
                  request,
                  pending.get(),
                  open.filter(pending.get().expiresAt()::equals).isPresent());
        });
  }

  private HttpResponse show(WebRequest request, PendingLink pending, boolean good) {
    var words = request.words();
    var headers = TelephonePages.headers(renderer, request, HttpStatus.OK);
    if (!good) {
      headers.add(HttpHeaderNames.SET_COOKIE, PendingLink.end(session.secure()));
    }
    return renderer.page(
        headers,
        "link",
        new TelephoneView.LinkCodeView(
            renderer.named(words.say("telephone.link-title"), request),
            good ? pending.digits() : "",
            pending.masked(),
            good ? Duration.between(request.now(), pending.expiresAt()) : Duration.ZERO));
  }
}
