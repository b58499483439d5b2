package io.voicepost.gateway.web.pages;

import static io.voicepost.gateway.web.http.RateLimit.SIGN_IN;
import static io.voicepost.gateway.web.http.RateLimit.SIGN_UP;
import static io.voicepost.gateway.web.http.RateLimit.USUAL;

import io.voicepost.gateway.identity.PhoneServices;
import io.voicepost.gateway.microblog.Microblog;

/// Where people join, sign in, and look after what lets them in.
public final class AccessRoutes {
  /// What a browser answers for a passkey, with the certificates of its maker.
  private static final long LONGEST_PASSKEY = 64 << 10;

  private final PageBinder binder;
  private final PageBinder passkeys;
  private final PageRenderer renderer;
  private final RequestGuard guard;
  private final ConfirmPages confirm;

  private AccessRoutes(PageBinder binder, PageRenderer renderer, RequestGuard guard) {
    this.binder = binder;
    this.passkeys = binder.upTo(LONGEST_PASSKEY);
    this.renderer = renderer;
    this.guard = guard;
    this.confirm = new ConfirmPages(renderer, guard);
  }

  public static void bind(
      PageBinder binder,
      PageRenderer renderer,
      Microblog microblog,
      PhoneServices telephone,
      RequestGuard guard) {
    var routes = new AccessRoutes(binder, renderer, guard);
    routes.signIn(
        new SignInFlow(microblog.accounts(), guard.access(), guard.cookie(), renderer), telephone);
    routes.confirm();
    routes.security(telephone);
    routes.secondFactor();
  }

  private void signIn(SignInFlow flow, PhoneServices telephone) {
    var pages = new SignInPages(renderer, guard, flow);
    var claim = new ClaimPages(telephone.accounts(), renderer, guard, flow);
    var forgot = new PasswordResetPages(telephone.recovery(), renderer, guard, flow);
    var consent = new ConsentPages(renderer, guard);
    binder
        .page("/join", pages::join, SIGN_UP, pages::join)
        .page("/sign-in", pages::signIn, SIGN_IN, pages::signIn)
        .page(SignInFlow.CODE_PATH, flow::begin, SIGN_IN, flow::finish)
        .page(PasswordResetPages.PATH, forgot::show, SIGN_IN, forgot::submit)
        .page("/claim", claim::show, SIGN_IN, claim::submit)
        .page("/sign-out", pages::signOut, USUAL, pages::signOut)
        .page(ConsentPages.PATH, consent::ask, USUAL, consent::answer)
        .form("/sign-in/passkey/options", SIGN_IN, pages::askForPasskey);
    passkeys.form("/sign-in/passkey", SIGN_IN, pages::signInByPasskey);
  }

  private void confirm() {
    var path = ConfirmPages.PATH;
    binder
        .page(path, confirm::show, SIGN_IN, confirm.guard(confirm::go))
        .form(path + "/passkey/options", SIGN_IN, confirm::askForPasskey);
    passkeys.form(path + "/passkey", SIGN_IN, confirm::byPasskey);
  }

  private void security(PhoneServices telephone) {
    var pages = new SecurityPages(renderer, guard);
    var review = new AccessReviewPages(renderer, guard, telephone);
    var path = "/settings/security";
    binder
        .page(path, pages::show)
        .form(path + "/password", SIGN_IN, confirm.guardWithoutPassword(pages::changePassword))
        .page(AccessReviewPages.PATH, review::show, SIGN_IN, confirm.guard(review::end))
        .form(path + "/tokens", USUAL, pages::revoke)
        .form(path + "/passkey/options", USUAL, confirm.guardScript(pages::askForPasskey))
        .form(path + "/passkey/rename", USUAL, pages::renamePasskey)
        .form(path + "/passkey/remove", SIGN_IN, confirm.guard(pages::removePasskey));
    passkeys.form(path + "/passkey", USUAL, confirm.guardScript(pages::addPasskey));
  }

  private void secondFactor() {
    var pages = new SecondFactorPages(renderer, guard.access().secondFactors());
    var path = SecondFactorPages.PATH;
    binder
        .page(path, pages::leave, SIGN_IN, confirm.guard(pages::begin))
        .page(path + "/confirm", pages::leave, SIGN_IN, confirm.guard(pages::confirm))
        .page(path + "/recovery-codes", pages::leave, SIGN_IN, confirm.guard(pages::recoveryCodes))
        .page(path + "/remove", pages::leave, SIGN_IN, confirm.guard(pages::remove));
  }
}
