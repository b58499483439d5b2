package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.Authorizations;
import io.voicepost.gateway.access.OAuthException;
import io.voicepost.gateway.access.RedirectUri;
import io.voicepost.storage.SecurityNotice;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Where an app sends people who are to allow it (RFC 6749, section 4.1.1). As long as app and
/// address are not known to belong together, nobody is sent anywhere.
final class ConsentPages {
  static final String PATH = "/oauth/authorize";

  private static final List<String> ASKED =
      List.of(
          "client_id",
          "redirect_uri",
          "response_type",
          "scope",
          "state",
          "code_challenge",
          "code_challenge_method");

  private final Pages pages;
  private final Doors doors;

  ConsentPages(Pages pages, Doors doors) {
    this.pages = pages;
    this.doors = doors;
  }

  /// Looks at what is asked and shows it, or signs in first.
  HttpResponse ask(Visit visit) throws IOException {
    Function<String, Optional<String>> asked = visit::query;
    try {
      var asker = asker(asked);
      try {
        var wish = wish(asker, asked);
        if (visit.session().isEmpty()) {
          return Ways.to(Ways.signIn(address(asked)));
        }
        var session = visit.session().get();
        return isRecent(session)
            ? consent(visit, session, wish, asked)
            : ConfirmPages.before(address(asked));
      } catch (OAuthException e) {
        return tell(visit, asker, asked, e);
      }
    } catch (OAuthException e) {
      return refused(visit, e);
    }
  }

  private HttpResponse consent(
      Visit visit,
      Session session,
      Authorizations.Wish wish,
      Function<String, Optional<String>> asked) {
    var app = wish.asker().app();
    var words = visit.words().access();
    var fields = new LinkedHashMap<String, String>();
    ASKED.forEach(name -> asked.apply(name).ifPresent(it -> fields.put(name, it)));
    var headers = pages.headers(visit, HttpStatus.OK);
    wish.asker()
        .returnsTo()
        .ifPresent(it ->
            headers.set(
                HttpHeaderNames.CONTENT_SECURITY_POLICY,
                ContentPolicy.page(pages.site().phoneFor(visit), it)));
    return pages.page(
        headers,
        "consent",
        new Door.Consent(
            pages.frame(words.allowTitle(app.name()), visit),
            app.name(),
            app.website(),
            session.account().handle().value(),
            wish.scopes().names().stream().map(words::scope).toList(),
            wish.asker().returnsTo().map(RedirectUri::place),
            fields));
  }

  /// The person's answer. Everything is looked at again: a form can be changed.
  HttpResponse answer(Visit visit, Fields fields) throws IOException {
    Function<String, Optional<String>> asked = fields::optional;
    try {
      var asker = asker(asked);
      try {
        var wish = wish(asker, asked);
        if (visit.session().isEmpty()) {
          return Ways.to(Ways.signIn(address(asked)));
        }
        if (!fields.text("decision").equals("allow")) {
          return refusal(asker, asked);
        }
        if (!isRecent(visit.session().get())) {
          return ConfirmPages.before(address(asked));
        }
        var me = visit.session().get().account().id();
        var code = doors.access().authorizations().approve(wish, me);
        doors.access().notices().tell(me, SecurityNotice.Kind.APP_ALLOWED, asker.app().name());
        return asker
            .returnsTo()
            .map(it -> back(it, Map.of("code", code.value()), asked))
            .orElseGet(() -> code(visit, asker, code.value()));
      } catch (OAuthException e) {
        return tell(visit, asker, asked, e);
      }
    } catch (OAuthException e) {
      return refused(visit, e);
    }
  }

  private static HttpResponse refusal(
      Authorizations.Asker asker, Function<String, Optional<String>> asked) {
    var news =
        error("access_denied", "The resource owner or authorization server denied the request.");
    return asker.returnsTo().map(it -> back(it, news, asked)).orElseGet(() -> Ways.to("/"));
  }

  private static Map<String, String> error(String error, String description) {
    var told = new LinkedHashMap<String, String>();
    told.put("error", error);
    told.put("error_description", description);
    return told;
  }

  private HttpResponse code(Visit visit, Authorizations.Asker asker, String code) {
    var words = visit.words().access();
    return pages.page(
        pages.headers(visit, HttpStatus.OK).set(HttpHeaderNames.CACHE_CONTROL, "no-store"),
        "code",
        new Door.Code(pages.frame(words.codeTitle(), visit), asker.app().name(), code));
  }

  private HttpResponse tell(
      Visit visit,
      Authorizations.Asker asker,
      Function<String, Optional<String>> asked,
      OAuthException e) {
    return asker
        .returnsTo()
        .map(it -> back(it, error(e.error(), e.description()), asked))
        .orElseGet(() -> refused(visit, e));
  }

  private HttpResponse refused(Visit visit, OAuthException e) {
    var words = visit.words().access();
    return pages.problem(
        visit,
        HttpStatus.BAD_REQUEST,
        words.refusedTitle(),
        words.refusedSentence(e.description()));
  }

  private static HttpResponse back(
      RedirectUri returnsTo, Map<String, String> news, Function<String, Optional<String>> asked) {
    var told = new LinkedHashMap<>(news);
    asked.apply("state").ifPresent(it -> told.put("state", it));
    var uri = new StringBuilder(returnsTo.toString());
    told.forEach((name, value) ->
        uri.append(uri.indexOf("?") < 0 ? '?' : '&')
            .append(name)
            .append('=')
            .append(Ways.encoded(value)));
    return Ways.to(uri.toString());
  }

  private Authorizations.Asker asker(Function<String, Optional<String>> asked)
      throws OAuthException, IOException {
    return doors
        .access()
        .authorizations()
        .asker(asked.apply("client_id").orElse(""), asked.apply("redirect_uri").orElse(""));
  }

  private Authorizations.Wish wish(
      Authorizations.Asker asker, Function<String, Optional<String>> asked) throws OAuthException {
    return doors
        .access()
        .authorizations()
        .wish(
            asker,
            asked.apply("response_type").orElse(""),
            asked.apply("scope").orElse(""),
            asked.apply("code_challenge"),
            asked.apply("code_challenge_method"));
  }

  /// An app's token outlives the session that allowed it.
  private boolean isRecent(Session session) throws IOException {
    return doors.access().reauthentication().isRecent(session.grant());
  }

  private static String address(Function<String, Optional<String>> asked) {
    return PATH + "?" + query(asked);
  }

  private static String query(Function<String, Optional<String>> asked) {
    var query = new StringBuilder();
    for (var name : ASKED) {
      asked
          .apply(name)
          .ifPresent(it ->
              query
                  .append(query.isEmpty() ? "" : "&")
                  .append(name)
                  .append('=')
                  .append(Ways.encoded(it)));
    }
    return query.toString();
  }
}
