package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import io.voicepost.gateway.web.http.RateLimit;

/// Where the doors are.
public final class AccessRoutes {
  private static final long LONGEST_FORM = 16 << 10;

  /// What a browser answers for a passkey, with the certificates of its maker.
  private static final long LONGEST_PASSKEY = 64 << 10;

  private AccessRoutes() {}

  public static void bind(
      ServerBuilder builder,
      PageHandlers handlers,
      PageRenderer renderer,
      WebParts parts,
      RequestGuard guard) {
    var accounts = parts.microblog().accounts();
    var signInFlow = new SignInFlow(accounts, guard.access(), guard.cookie(), renderer);
    var entry = new SignInPages(renderer, guard, signInFlow);
    var claim = new ClaimPages(parts.telephone().accounts(), renderer, guard, signInFlow);
    var forgot = new PasswordResetPages(parts.telephone().recovery(), renderer, guard, signInFlow);
    var security = new SecurityPages(renderer, guard);
    var consent = new ConsentPages(renderer, guard);
    add(builder, "/join", handlers.page(entry::join, RateLimit.SIGN_UP, entry::join));
    add(builder, "/sign-in", handlers.page(entry::signIn, RateLimit.SIGN_IN, entry::signIn));
    add(
        builder,
        SignInFlow.CODE_PATH,
        handlers.page(
            signInFlow::begin,
            RateLimit.SIGN_IN,
            (request, form) -> signInFlow.finish(request, form)));
    add(
        builder,
        PasswordResetPages.PATH,
        handlers.page(forgot::show, RateLimit.SIGN_IN, forgot::submit));
    add(builder, "/claim", handlers.page(claim::show, RateLimit.SIGN_IN, claim::submit));
    add(builder, "/sign-out", handlers.page(entry::signOut, RateLimit.USUAL, entry::signOut));
    add(
        builder,
        "/sign-in/passkey/options",
        handlers.form(RateLimit.SIGN_IN, entry::askForPasskey));
    add(builder, "/sign-in/passkey", handlers.form(RateLimit.SIGN_IN, entry::signInByPasskey));
    add(builder, ConsentPages.PATH, handlers.page(consent::ask, RateLimit.USUAL, consent::answer));

    var confirm = new ConfirmPages(renderer, guard);
    var again = ConfirmPages.PATH;
    add(
        builder,
        again,
        handlers.page(confirm::show, RateLimit.SIGN_IN, confirm.guard(confirm::go)));
    add(
        builder,
        again + "/passkey/options",
        handlers.form(RateLimit.SIGN_IN, confirm::askForPasskey));
    add(builder, again + "/passkey", handlers.form(RateLimit.SIGN_IN, confirm::byPasskey));

    add(builder, "/settings/security", handlers.page(security::show));
    var settings = "/settings/security/";
    add(
        builder,
        settings + "password",
        handlers.form(RateLimit.SIGN_IN, confirm.guardWithoutPassword(security::changePassword)));
    var review = new AccessReviewPages(renderer, guard, parts.telephone());
    add(
        builder,
        AccessReviewPages.PATH,
        handlers.page(review::show, RateLimit.SIGN_IN, confirm.guard(review::end)));
    add(builder, settings + "tokens", handlers.form(RateLimit.USUAL, security::revoke));
    add(
        builder,
        settings + "passkey/options",
        handlers.form(RateLimit.USUAL, confirm.guardScript(security::askForPasskey)));
    add(
        builder,
        settings + "passkey",
        handlers.form(RateLimit.USUAL, confirm.guardScript(security::addPasskey)));
    add(
        builder,
        settings + "passkey/rename",
        handlers.form(RateLimit.USUAL, security::renamePasskey));
    add(
        builder,
        settings + "passkey/remove",
        handlers.form(RateLimit.SIGN_IN, confirm.guard(security::removePasskey)));

    var factor = new SecondFactorPages(renderer, guard.access().secondFactors());
    guarded(builder, handlers, "", confirm.guard(factor::begin), factor);
    guarded(builder, handlers, "/confirm", confirm.guard(factor::confirm), factor);
    guarded(builder, handlers, "/recovery-codes", confirm.guard(factor::recoveryCodes), factor);
    guarded(builder, handlers, "/remove", confirm.guard(factor::remove), factor);
  }

  private static void guarded(
      ServerBuilder builder,
      PageHandlers handlers,
      String path,
      PageHandlers.FormHandler form,
      SecondFactorPages factor) {
    add(
        builder,
        SecondFactorPages.PATH + path,
        handlers.page(factor::leave, RateLimit.SIGN_IN, form));
  }

  private static void add(ServerBuilder builder, String path, HttpService service) {
    long most = path.endsWith("/passkey") ? LONGEST_PASSKEY : LONGEST_FORM;
    builder.route().path(path).maxRequestLength(most).build(service);
  }
}
