package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.Authorizations;
import io.voicepost.gateway.access.OAuthException;
import io.voicepost.gateway.access.RedirectUri;
import io.voicepost.gateway.web.http.ContentPolicy;
import io.voicepost.gateway.web.http.Params;
import io.voicepost.storage.access.SecurityNotice;
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

  private final PageRenderer renderer;
  private final RequestGuard guard;

  ConsentPages(PageRenderer renderer, RequestGuard guard) {
    this.renderer = renderer;
    this.guard = guard;
  }

  /// Looks at what is asked and shows it, or signs in first.
  HttpResponse ask(WebRequest request) throws IOException {
    Function<String, Optional<String>> asked = request::query;
    try {
      var authorizationClient = asker(asked);
      try {
        var authorizationRequest = request(authorizationClient, asked);
        if (request.session().isEmpty() || isForced(request)) {
          return Redirects.to(Redirects.signIn(address(asked)));
        }
        var session = request.session().get();
        return isRecent(session)
            ? consent(request, session, authorizationRequest, asked)
            : ConfirmPages.before(address(asked));
      } catch (OAuthException e) {
        return tell(request, authorizationClient, asked, e);
      }
    } catch (OAuthException e) {
      return refused(request, e);
    }
  }

  /// Apps ask for it to let somebody in by another account (docs, "oauth API methods"). Where the
  /// sign-in leads back to, it is not asked for again.
  private static boolean isForced(WebRequest request) {
    return Params.isYes(request.query("force_login").orElse(""));
  }

  private HttpResponse consent(
      WebRequest request,
      Session session,
      Authorizations.AuthorizationRequest authorizationRequest,
      Function<String, Optional<String>> asked) {
    var app = authorizationRequest.authorizationClient().app();
    var words = request.words();
    var fields = new LinkedHashMap<String, String>();
    ASKED.forEach(name -> asked.apply(name).ifPresent(it -> fields.put(name, it)));
    var headers = renderer.headers(request, HttpStatus.OK);
    authorizationRequest
        .authorizationClient()
        .returnsTo()
        .ifPresent(it ->
            headers.set(
                HttpHeaderNames.CONTENT_SECURITY_POLICY,
                ContentPolicy.page(renderer.site().phoneFor(request), it)));
    return renderer.page(
        headers,
        "consent",
        new SignInViews.Consent(
            renderer.frame(words.say("access.allow-title", app.name()), request),
            app.name(),
            app.website(),
            session.account().handle().value(),
            authorizationRequest.scopes().names().stream().map(words::scope).toList(),
            authorizationRequest.authorizationClient().returnsTo().map(RedirectUri::place),
            fields));
  }

  /// The person's answer. Everything is looked at again: a form can be changed.
  HttpResponse answer(WebRequest request, FormFields fields) throws IOException {
    Function<String, Optional<String>> asked = fields::optional;
    try {
      var authorizationClient = asker(asked);
      try {
        var authorizationRequest = request(authorizationClient, asked);
        if (request.session().isEmpty()) {
          return Redirects.to(Redirects.signIn(address(asked)));
        }
        if (!fields.text("decision").equals("allow")) {
          return refusal(authorizationClient, asked);
        }
        if (!isRecent(request.session().get())) {
          return ConfirmPages.before(address(asked));
        }
        var me = request.session().get().account().id();
        var code = guard.access().authorizations().approve(authorizationRequest, me);
        guard
            .access()
            .notices()
            .tell(me, SecurityNotice.NoticeKind.APP_ALLOWED, authorizationClient.app().name());
        return authorizationClient
            .returnsTo()
            .map(it -> back(it, Map.of("code", code.value()), asked))
            .orElseGet(() -> code(request, authorizationClient, code.value()));
      } catch (OAuthException e) {
        return tell(request, authorizationClient, asked, e);
      }
    } catch (OAuthException e) {
      return refused(request, e);
    }
  }

  private static HttpResponse refusal(
      Authorizations.AuthorizationClient authorizationClient,
      Function<String, Optional<String>> asked) {
    var news =
        error("access_denied", "The resource owner or authorization server denied the request.");
    return authorizationClient
        .returnsTo()
        .map(it -> back(it, news, asked))
        .orElseGet(() -> Redirects.to("/"));
  }

  private static Map<String, String> error(String error, String description) {
    var told = new LinkedHashMap<String, String>();
    told.put("error", error);
    told.put("error_description", description);
    return told;
  }

  private HttpResponse code(
      WebRequest request, Authorizations.AuthorizationClient authorizationClient, String code) {
    var words = request.words();
    return renderer.page(
        renderer.headers(request, HttpStatus.OK).set(HttpHeaderNames.CACHE_CONTROL, "no-store"),
        "code",
        new SignInViews.OutOfBandCode(
            renderer.frame(words.say("access.code-title"), request),
            authorizationClient.app().name(),
            code));
  }

  private HttpResponse tell(
      WebRequest request,
      Authorizations.AuthorizationClient authorizationClient,
      Function<String, Optional<String>> asked,
      OAuthException e) {
    return authorizationClient
        .returnsTo()
        .map(it -> back(it, error(e.error(), e.description()), asked))
        .orElseGet(() -> refused(request, e));
  }

  private HttpResponse refused(WebRequest request, OAuthException e) {
    var words = request.words();
    return renderer.problem(
        request,
        HttpStatus.BAD_REQUEST,
        words.say("access.refused-title"),
        words.say("access.refused-sentence", e.description()));
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
            .append(Redirects.encoded(value)));
    return Redirects.to(uri.toString());
  }

  private Authorizations.AuthorizationClient asker(Function<String, Optional<String>> asked)
      throws OAuthException, IOException {
    return guard
        .access()
        .authorizations()
        .asker(asked.apply("client_id").orElse(""), asked.apply("redirect_uri").orElse(""));
  }

  private Authorizations.AuthorizationRequest request(
      Authorizations.AuthorizationClient authorizationClient,
      Function<String, Optional<String>> asked)
      throws OAuthException {
    return guard
        .access()
        .authorizations()
        .request(
            authorizationClient,
            asked.apply("response_type").orElse(""),
            asked.apply("scope").orElse(""),
            asked.apply("code_challenge"),
            asked.apply("code_challenge_method"));
  }

  /// An app's token outlives the session that allowed it.
  private boolean isRecent(Session session) throws IOException {
    return guard.access().reauthentication().isRecent(session.grant());
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
                  .append(Redirects.encoded(it)));
    }
    return query.toString();
  }
}
