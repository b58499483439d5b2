package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.Passwords;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.gateway.identity.LinkedPhones;
import io.voicepost.gateway.identity.PhoneServices;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.speech.PromptLanguage;
import io.voicepost.storage.Account;
import io.voicepost.storage.Page;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.PhoneSettings;
import io.voicepost.storage.post.PendingApproval;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an account's owner sees and sets of the telephone. No browser keeps these pages.
public final class TelephonePages {
  static final String PATH = "/settings/telephone";
  public static final String WAITING = PATH + "/waiting";
  private static final int MOST_WAITING = 50;

  private final PhoneServices phoneServices;
  private final Microblog microblog;
  private final Passwords passwords;
  private final PageRenderer renderer;

  TelephonePages(
      PhoneServices phoneServices,
      Microblog microblog,
      Passwords passwords,
      PageRenderer renderer) {
    this.phoneServices = phoneServices;
    this.microblog = microblog;
    this.passwords = passwords;
    this.renderer = renderer;
  }

  HttpResponse show(WebRequest request) throws IOException {
    return PageRenderer.members(
        request,
        session -> show(request, session.account(), HttpStatus.OK, SignInViews.Form.EMPTY));
  }

  /// The page, with what is wrong in a form.
  HttpResponse show(WebRequest request, Account account, HttpStatus status, SignInViews.Form form)
      throws IOException {
    var words = request.words();
    var me = account.id();
    var phones = phoneServices.phones().of(me);
    return renderer.page(
        headers(renderer, request, status),
        "telephone",
        new TelephoneView(
            renderer.named(words.say("telephone.telephone"), request),
            phoneServices.settings().settings(me),
            phoneServices.pins().state(me),
            phones,
            queue(request, account, phones),
            drafts(account),
            passwords.has(account),
            form,
            form.errors().isEmpty() ? done(request) : ""));
  }

  /// Nothing of these pages stays in a browser.
  static ResponseHeadersBuilder headers(
      PageRenderer renderer, WebRequest request, HttpStatus status) {
    return renderer.headers(request, status).set(HttpHeaderNames.CACHE_CONTROL, "no-store");
  }

  static HttpResponse done(String what) {
    return Redirects.to(PATH + "?done=" + what);
  }

  private static String done(WebRequest request) {
    var words = request.words();
    return switch (request.query("done").orElse("")) {
      case "saved" -> words.say("telephone.saved");
      case "linked" -> words.say("telephone.linked");
      case "claimed" -> words.say("telephone.claimed");
      case "renamed" -> words.say("telephone.renamed");
      case "removed" -> words.say("telephone.removed");
      case "pin-removed" -> words.say("telephone.pin-removed");
      case "approved" -> words.say("telephone.approved");
      case "draft" -> words.say("telephone.kept-as-draft");
      case "refused" -> words.say("telephone.refused");
      case "gone" -> words.say("telephone.gone");
      default -> "";
    };
  }

  private TelephoneView.MessageQueue queue(
      WebRequest request, Account account, List<LinkedPhones.MaskedPhone> phones)
      throws IOException {
    Map<PhoneKey, String> names =
        phones.stream()
            .collect(
                Collectors.toMap(it -> it.phone().sealed().key(), LinkedPhones.MaskedPhone::name));
    var viewer = Viewer.of(request);
    var pending = microblog.approvals().of(account.id(), MOST_WAITING + 1);
    return new TelephoneView.MessageQueue(
        pending.stream()
            .limit(MOST_WAITING)
            .map(it -> new TelephoneView.PendingMessage(it, from(it, names), viewer))
            .toList(),
        pending.size() > MOST_WAITING);
  }

  /// A number that is not the author's own is none of their business.
  private static String from(PendingApproval pending, Map<PhoneKey, String> names) {
    return pending
        .message()
        .phone()
        .map(SealedPhone::key)
        .flatMap(it -> Optional.ofNullable(names.get(it)))
        .orElse("");
  }

  private int drafts(Account account) throws IOException {
    return microblog
        .postQueries()
        .drafts(account.id(), Page.first(TelephoneView.MOST_DRAFTS))
        .size();
  }

  /// Whether more callers could speak for the account than now.
  boolean isLowered(WebRequest request, FormFields fields) throws IOException {
    if (request.session().isEmpty()) {
      return false;
    }
    var before =
        phoneServices.settings().settings(request.session().get().account().id()).callerClass();
    var wanted = named(CallerClass.values(), fields.text("class"));
    return wanted.filter(it -> it.compareTo(before) < 0).isPresent();
  }

  /// Sets what calls may do.
  HttpResponse change(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var me = session.account().id();
          var before = phoneServices.settings().settings(me);
          var language = fields.text("language");
          phoneServices
              .settings()
              .change(
                  me,
                  new PhoneSettings(
                      named(CallerClass.values(), fields.text("class"))
                          .orElse(before.callerClass()),
                      named(HangUpRule.values(), fields.text("rule")).orElse(before.hangUpRule()),
                      PromptLanguage.of(language).map(PromptLanguage::code)));
          var after = phoneServices.settings().settings(me).callerClass();
          if (after != before.callerClass()) {
            AuditLog.note(SecurityEvent.CALLER_CLASS_CHANGED, me, after);
          }
          return done("saved");
        });
  }

  private static <E extends Enum<E>> Optional<E> named(E[] all, String name) {
    return Stream.of(all).filter(it -> it.name().equals(name)).findFirst();
  }

  HttpResponse rename(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var account = session.account();
          var label = fields.text("label").strip();
          if (!ComposeForm.fits(label, LinkedPhones.LONGEST_LABEL) || label.contains("\n")) {
            var error = request.words().say("telephone.bad-label");
            var form = SignInViews.Form.wrong("label", error, Map.of());
            return show(request, account, HttpStatus.UNPROCESSABLE_ENTITY, form);
          }
          boolean renamed = phoneServices.phones().label(account.id(), fields.text("phone"), label);
          return renamed ? done("renamed") : Redirects.to(PATH);
        });
  }

  HttpResponse remove(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          boolean removed =
              phoneServices.phones().remove(session.account().id(), fields.text("phone"));
          return removed ? done("removed") : Redirects.to(PATH);
        });
  }
}
