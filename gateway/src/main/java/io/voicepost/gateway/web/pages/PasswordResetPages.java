package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.AuthMethod;
import io.voicepost.gateway.identity.PhoneRecovery;
import io.voicepost.gateway.identity.RecoveryResult;
import java.io.IOException;
import java.util.Map;

/// A new password for whoever lost the old one, or the device of their second factor: with the code
/// that their linked phone heard. The code is in no address, and no browser keeps this page.
final class PasswordResetPages {
  static final String PATH = "/forgot";

  private final PhoneRecovery recovery;
  private final PageRenderer renderer;
  private final RequestGuard guard;
  private final SignInFlow signInFlow;

  PasswordResetPages(
      PhoneRecovery recovery, PageRenderer renderer, RequestGuard guard, SignInFlow signInFlow) {
    this.recovery = recovery;
    this.renderer = renderer;
    this.guard = guard;
    this.signInFlow = signInFlow;
  }

  HttpResponse show(WebRequest request) {
    return show(request, HttpStatus.OK, SignInViews.Form.EMPTY);
  }

  private HttpResponse show(WebRequest request, HttpStatus status, SignInViews.Form form) {
    var frame = renderer.named(request.words().say("access.forgot-title"), request);
    return renderer.page(
        TelephonePages.headers(renderer, request, status),
        "forgot",
        new SignInViews.ForgotPassword(frame, form));
  }

  HttpResponse submit(WebRequest request, FormFields fields) throws IOException {
    var words = request.words();
    var answer =
        recovery.recover(
            fields.text("handle"),
            fields.text("code"),
            fields.text("password"),
            guard.clientAddress(request),
            BrowserCookie.client(request));
    return switch (answer) {
      case RecoveryResult.Recovered(var account) ->
          signInFlow.signIn(
              request,
              account.id(),
              AuthMethod.PHONE_RECOVERY,
              AccessReviewPages.ReviewReason.RECOVERY.path());
      case RecoveryResult.Refused(var problem) ->
          wrong(request, fields, SignInPages.field(problem), words.say("access.problem", problem));
      case RecoveryResult.Wrong() ->
          wrong(request, fields, "code", words.say("access.forgot-wrong"));
      case RecoveryResult.TooManyTries() ->
          wrong(request, fields, "code", words.say("access.forgot-too-many"));
    };
  }

  private HttpResponse wrong(WebRequest request, FormFields fields, String field, String error) {
    var typed = Map.of("handle", fields.text("handle"), "code", fields.text("code"));
    return show(
        request, HttpStatus.UNPROCESSABLE_ENTITY, SignInViews.Form.wrong(field, error, typed));
  }
}
