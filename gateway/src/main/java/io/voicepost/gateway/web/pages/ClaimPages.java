package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.AuthMethod;
import io.voicepost.gateway.identity.ClaimLookup;
import io.voicepost.gateway.identity.ClaimResult;
import io.voicepost.gateway.identity.PhoneAccounts;
import io.voicepost.storage.Handle;
import java.io.IOException;
import java.util.Map;

/// Claims an account that was opened by phone: first the name and the code that were heard, then a
/// handle and a password. The code is in no address, and no browser keeps these pages.
final class ClaimPages {
  private final PhoneAccounts accounts;
  private final PageRenderer renderer;
  private final RequestGuard guard;
  private final SignInFlow signInFlow;

  ClaimPages(
      PhoneAccounts accounts, PageRenderer renderer, RequestGuard guard, SignInFlow signInFlow) {
    this.accounts = accounts;
    this.renderer = renderer;
    this.guard = guard;
    this.signInFlow = signInFlow;
  }

  HttpResponse show(WebRequest request) {
    return show(request, HttpStatus.OK, "", SignInViews.Form.EMPTY);
  }

  private HttpResponse show(
      WebRequest request, HttpStatus status, String found, SignInViews.Form form) {
    return renderer.page(
        TelephonePages.headers(renderer, request, status),
        "claim",
        new TelephoneView.ClaimView(
            renderer.named(request.words().say("telephone.claim-title"), request), found, form));
  }

  HttpResponse submit(WebRequest request, FormFields fields) throws IOException {
    var found = PageRenderer.handle(fields.text("found")).map(Handle::value).orElse("");
    return found.isEmpty() ? find(request, fields) : claim(request, fields, found);
  }

  private HttpResponse find(WebRequest request, FormFields fields) throws IOException {
    var name = fields.text("handle").strip();
    var code = fields.text("code").strip();
    var words = request.words();
    return switch (accounts.claimable(name, code, guard.clientAddress(request))) {
      case ClaimLookup.Found(var account) -> {
        var handle = account.handle().value();
        var form = new SignInViews.Form(Map.of("code", code, "handle", handle), Map.of());
        yield show(request, HttpStatus.OK, handle, form);
      }
      case ClaimLookup.Wrong() ->
          wrongCode(request, name, code, words.say("telephone.claim-wrong"));
      case ClaimLookup.TooManyTries() ->
          wrongCode(request, name, code, words.say("telephone.claim-too-many"));
    };
  }

  private HttpResponse claim(WebRequest request, FormFields fields, String found)
      throws IOException {
    var code = fields.text("code").strip();
    var handle = fields.text("handle");
    var words = request.words();
    var answer =
        accounts.claim(found, code, handle, fields.text("password"), guard.clientAddress(request));
    return switch (answer) {
      case ClaimResult.Claimed(var account) ->
          signInFlow.signIn(
              request, account.id(), AuthMethod.CLAIM_CODE, TelephonePages.PATH + "?done=claimed");
      case ClaimResult.Refused(var problem) ->
          show(
              request,
              HttpStatus.UNPROCESSABLE_ENTITY,
              found,
              SignInViews.Form.wrong(
                  SignInPages.field(problem),
                  words.say("access.problem", problem),
                  Map.of("code", code, "handle", handle)));
      case ClaimResult.Wrong() ->
          wrongCode(request, found, code, words.say("telephone.claim-wrong"));
      case ClaimResult.TooManyTries() ->
          wrongCode(request, found, code, words.say("telephone.claim-too-many"));
    };
  }

  private HttpResponse wrongCode(WebRequest request, String name, String code, String error) {
    return show(
        request,
        HttpStatus.UNPROCESSABLE_ENTITY,
        "",
        SignInViews.Form.wrong("code", error, Map.of("handle", name, "code", code)));
  }
}
