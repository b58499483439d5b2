package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.access.AuthMethod;
import io.voicepost.gateway.access.IssuedToken;
import io.voicepost.gateway.access.Secret;
import io.voicepost.gateway.access.SignInDevice;
import io.voicepost.gateway.access.SignInResult;
import io.voicepost.gateway.web.http.SessionCookie;
import io.voicepost.gateway.web.words.PageLanguage;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.access.SecurityNotice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lets people in who proved who they are, after the second factor where their account has one. A
/// session is opened afresh each time: no token that was there before becomes one of a signed-in
/// visitor.
record SignInFlow(
    AccountStore accounts, AccessServices access, SessionCookie cookie, PageRenderer renderer) {
  static final String CODE_PATH = "/sign-in/code";

  /// @param by what they showed
  HttpResponse signIn(WebRequest request, AccountId account, AuthMethod by, String to)
      throws IOException {
    var signInDevice = BrowserCookie.of(request);
    return answer(request, signInDevice, access.signIns().open(account, by, signInDevice), "", to);
  }

  /// The second step. Whoever comes back to it later begins again.
  HttpResponse finish(WebRequest request, FormFields fields) throws IOException {
    var signInDevice = BrowserCookie.of(request);
    var ticket = fields.text("ticket");
    var result = access.signIns().finish(ticket, fields.text("code"), signInDevice);
    return answer(request, signInDevice, result, ticket, Redirects.localPath(fields.text("to")));
  }

  HttpResponse begin(WebRequest request) {
    return Redirects.to("/sign-in");
  }

  private HttpResponse answer(
      WebRequest request, SignInDevice signInDevice, SignInResult result, String ticket, String to)
      throws IOException {
    var words = request.words();
    return switch (result) {
      case SignInResult.Open(var session) ->
          Redirects.to(
              wasReset(session) ? AccessReviewPages.ReviewReason.RESET.path() : to,
              cookies(signInDevice, session));
      case SignInResult.CodeNeeded(var fresh) ->
          code(request, HttpStatus.OK, fresh.value(), "", to);
      case SignInResult.WrongCode() ->
          code(
              request, HttpStatus.UNPROCESSABLE_ENTITY, ticket, words.say("access.wrong-code"), to);
      case SignInResult.CodesLocked(var left) ->
          code(
              request,
              HttpStatus.TOO_MANY_REQUESTS,
              ticket,
              words.say("access.codes-locked", Words.minutes(left)),
              to);
      case SignInResult.TicketOver() -> Redirects.to(Redirects.signIn(to));
    };
  }

  /// Whether the operator set the password and its owner has not looked at what happened since.
  private boolean wasReset(IssuedToken session) throws IOException {
    var account = session.grant().account().orElseThrow();
    return access.notices().list(account).stream()
        .anyMatch(it -> it.kind() == SecurityNotice.NoticeKind.PASSWORD_RESET && !it.seen());
  }

  private HttpResponse code(
      WebRequest request, HttpStatus status, String ticket, String error, String to) {
    return renderer.page(
        TelephonePages.headers(renderer, request, status),
        "signincode",
        new SignInViews.CodePrompt(
            renderer.named(request.words().say("access.code-needed-title"), request),
            new Secret(ticket),
            error,
            to));
  }

  /// The cookies of who showed a passkey, which is all that is asked for.
  List<String> byPasskey(WebRequest request, AccountId account) throws IOException {
    var signInDevice = BrowserCookie.of(request);
    if (access.signIns().open(account, AuthMethod.PASSKEY, signInDevice)
        instanceof SignInResult.Open(var session)) {
      return cookies(signInDevice, session);
    }
    throw new IllegalStateException("a passkey is both factors");
  }

  /// A new session, the browser's name, and the language that goes with it.
  private List<String> cookies(SignInDevice signInDevice, IssuedToken session) throws IOException {
    var cookies = new ArrayList<String>();
    cookies.add(cookie.keep(session.token()));
    cookies.add(BrowserCookie.keep(signInDevice, cookie.secure()));
    language(session.grant().account().orElseThrow()).ifPresent(cookies::add);
    return cookies;
  }

  /// The cookie that sets the pages to the language of an account's own; none where it leaves that
  /// to the browser.
  private Optional<String> language(AccountId account) throws IOException {
    return accounts
        .preferences(account)
        .language()
        .flatMap(PageLanguage::ofTag)
        .map(it -> WebRequest.cookie(Optional.of(it)));
  }
}
