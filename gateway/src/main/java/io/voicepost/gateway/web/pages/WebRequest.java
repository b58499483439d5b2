package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.voicepost.gateway.web.words.PageLanguage;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One request by one visitor, who is signed in where there is a `session`. `choice` is the
/// language asked for with `?lang=` just now, `news` what they may want to look at.
public record WebRequest(
    ServiceRequestContext context,
    RequestHeaders headers,
    PageLanguage language,
    Optional<PageLanguage> choice,
    Optional<Session> session,
    UnreadCounts unread,
    Instant now) {
  private static final String COOKIE = "lang";
  private static final long A_YEAR = 31_536_000;

  /// The parts of a query that say which page it is.
  private static final List<String> LASTING = List.of("q", "show", "reply", "edit", "draft");

  private static final List<String> PARTS =
      Stream.concat(LASTING.stream(), Stream.of("before")).toList();

  static WebRequest of(ServiceRequestContext context, RequestHeaders headers, Instant now) {
    var choice = Optional.ofNullable(context.queryParam("lang")).flatMap(PageLanguage::ofCode);
    var language =
        choice
            .or(() -> remembered(headers))
            .orElseGet(
                () -> PageLanguage.preferred(headers.get(HttpHeaderNames.ACCEPT_LANGUAGE, "")));
    return new WebRequest(
        context, headers, language, choice, Optional.empty(), UnreadCounts.NONE, now);
  }

  private static Optional<PageLanguage> remembered(RequestHeaders headers) {
    return headers.cookies().stream()
        .filter(cookie -> cookie.name().equals(COOKIE))
        .findFirst()
        .flatMap(cookie -> PageLanguage.ofCode(cookie.value()));
  }

  /// The same by somebody who is signed in.
  WebRequest by(Optional<Session> session, UnreadCounts unread) {
    return new WebRequest(context, headers, language, choice, session, unread, now);
  }

  public Words words() {
    return new Words(language);
  }

  /// Who is signed in.
  public Optional<AccountId> viewer() {
    return session.map(it -> it.account().id());
  }

  /// Where the page of a list begins, from `?before=`; empty for its newest end.
  Optional<PostId> before() {
    return query("before").flatMap(WebRequest::id);
  }

  /// The page of a list that is asked for.
  Page page(int size) {
    return Page.before(before(), size);
  }

  static Optional<PostId> id(String text) {
    return text.matches("[1-9][0-9]{0,17}")
        ? Optional.of(new PostId(Long.parseLong(text)))
        : Optional.empty();
  }

  /// The recording that is named by a text; empty if it names none.
  public static Optional<RecordingId> recording(String text) {
    try {
      return Optional.of(RecordingId.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The query with one part changed; the rest of what makes the page what it is stays.
  String with(String name, String value) {
    var parts = new StringBuilder("?");
    for (var kept : LASTING) {
      if (!kept.equals(name)) {
        query(kept)
            .ifPresent(
                it -> parts.append(kept).append('=').append(SitePaths.encoded(it)).append('&'));
      }
    }
    return parts.append(name).append('=').append(SitePaths.encoded(value)).toString();
  }

  /// The page's own address, without the language.
  String address() {
    var parts = new StringJoiner("&", "?", "");
    parts.setEmptyValue("");
    for (var name : PARTS) {
      query(name).ifPresent(it -> parts.add(name + "=" + SitePaths.encoded(it)));
    }
    return path() + parts;
  }

  String path() {
    return context.path();
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(context.queryParam(name));
  }

  /// The whole query; of what is said twice, the first.
  public Map<String, String> queries() {
    return context.queryParams().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, _) -> first));
  }

  public String part(String name) {
    return Optional.ofNullable(context.pathParam(name)).orElse("");
  }

  /// What stands in the browser's bar: a name, and a port where it is not the usual one.
  String host() {
    return headers.get(HttpHeaderNames.HOST, headers.get(HttpHeaderNames.AUTHORITY, ""));
  }

  /// The visitor sits at this machine and talks to it directly: the connection comes from loopback,
  /// the address in the browser's bar is a loopback address (else a page elsewhere could reach in
  /// by a name of its own), and no proxy says that it speaks for another.
  boolean fromThisMachine() {
    var name = host().replaceFirst(":[0-9]+$", "");
    return context.remoteAddress().getAddress().isLoopbackAddress()
        && (name.equals("localhost")
            || name.equals("[::1]")
            || name.matches("127(\\.[0-9]{1,3}){3}"))
        && !headers.contains(HttpHeaderNames.FORWARDED)
        && !headers.contains(HttpHeaderNames.X_FORWARDED_FOR);
  }

  /// Keeps the language that was asked for; a year, on this site only, out of scripts' reach.
  Optional<String> cookie() {
    return choice.map(it -> cookie(Optional.of(it)));
  }

  /// The `Set-Cookie` that keeps a language, or forgets the one that was kept.
  static String cookie(Optional<PageLanguage> language) {
    return "%s=%s; Path=/; Max-Age=%d; SameSite=Lax; HttpOnly"
        .formatted(
            COOKIE, language.map(PageLanguage::code).orElse(""), language.isPresent() ? A_YEAR : 0);
  }
}
