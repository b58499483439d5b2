package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.words.PageLanguage;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.Account;
import io.voicepost.storage.Preferences;
import io.voicepost.storage.Profile;
import io.voicepost.storage.Visibility;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an account shows itself and what it prefers. All but the picture works without scripts.
final class SettingsPages {
  static final String PATH = "/settings";
  private static final int LONGEST_NAME = 100;

  private final Microblog microblog;
  private final PageRenderer renderer;

  SettingsPages(Microblog microblog, PageRenderer renderer) {
    this.microblog = microblog;
    this.renderer = renderer;
  }

  HttpResponse show(WebRequest request) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var account = session.account();
          var values = Map.of("name", account.displayName(), "bio", account.profile().bio());
          return show(request, HttpStatus.OK, account, new SignInViews.Form(values, Map.of()));
        });
  }

  private HttpResponse show(
      WebRequest request, HttpStatus status, Account account, SignInViews.Form form)
      throws IOException {
    var words = request.words();
    return renderer.page(
        renderer.headers(request, status),
        "settings",
        new SettingsView(
            renderer.named(words.say("settings.settings"), request),
            account,
            microblog.accounts().preferences(account.id()),
            form,
            request.query("done").isPresent() ? words.say("settings.saved") : ""));
  }

  /// @param done what was just done, in words; empty where nothing was
  record SettingsView(
      PageFrame frame,
      Account account,
      Preferences preferences,
      SignInViews.Form form,
      String done) {
    Words words() {
      return frame.words();
    }

    Avatar avatar() {
      return Avatar.of(account);
    }

    boolean locked() {
      return account.profile().locked();
    }

    List<Visibility> visibilities() {
      return List.of(Visibility.values());
    }

    boolean prefers(Visibility visibility) {
      return preferences.visibility() == visibility;
    }

    boolean prefers(String language) {
      return preferences.language().orElse("").equals(language);
    }
  }

  HttpResponse changeProfile(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var name = fields.text("name").strip();
          var bio = fields.lines("bio");
          var words = request.words();
          var errors = new HashMap<String, String>();
          if (name.isBlank() || name.contains("\n") || !ComposeForm.fits(name, LONGEST_NAME)) {
            errors.put("name", words.say("settings.bad-name"));
          }
          if (!ComposeForm.fits(bio, Profile.MOST_BIO)) {
            errors.put("bio", words.say("settings.bad-bio", Profile.MOST_BIO));
          }
          var account = session.account();
          if (!errors.isEmpty()) {
            var form = new SignInViews.Form(Map.of("name", name, "bio", bio), errors);
            return show(request, HttpStatus.UNPROCESSABLE_ENTITY, account, form);
          }
          boolean locked = fields.optional("locked").isPresent();
          var profile = new Profile(name, bio, account.profile().avatar(), locked);
          microblog.accounts().update(account.id(), profile);
          return Redirects.to(PATH + "?done=profile");
        });
  }

  HttpResponse changePreferences(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var language = PageLanguage.ofCode(fields.text("language"));
          var visibility =
              Optional.of(fields.text("visibility"))
                  .flatMap(it ->
                      List.of(Visibility.values()).stream()
                          .filter(one -> one.name().equals(it))
                          .findFirst());
          var account = session.account().id();
          var before = microblog.accounts().preferences(account);
          microblog
              .accounts()
              .prefer(
                  account,
                  new Preferences(
                      language.map(PageLanguage::code), visibility.orElse(before.visibility())));
          var to = PATH + "?done=preferences";
          return Redirects.to(to, WebRequest.cookie(language));
        });
  }
}
