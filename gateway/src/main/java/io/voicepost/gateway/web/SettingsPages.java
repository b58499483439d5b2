package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.microblog.Microblog;
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
  private final Pages pages;

  SettingsPages(Microblog microblog, Pages pages) {
    this.microblog = microblog;
    this.pages = pages;
  }

  HttpResponse show(Visit visit) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var account = session.account();
          var values = Map.of("name", account.displayName(), "bio", account.profile().bio());
          return show(visit, HttpStatus.OK, account, new Door.Form(values, Map.of()));
        });
  }

  private HttpResponse show(Visit visit, HttpStatus status, Account account, Door.Form form)
      throws IOException {
    var words = visit.words().settings();
    return pages.page(
        pages.headers(visit, status),
        "settings",
        new View(
            pages.named(words.settings(), visit),
            account,
            microblog.accounts().preferences(account.id()),
            form,
            visit.query("done").isPresent() ? words.saved() : ""));
  }

  /// @param done what was just done, in words; empty where nothing was
  record View(Frame frame, Account account, Preferences preferences, Door.Form form, String done) {
    SettingsWords words() {
      return frame.words().settings();
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

  HttpResponse changeProfile(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var name = fields.text("name").strip();
          var bio = fields.lines("bio");
          var words = visit.words().settings();
          var errors = new HashMap<String, String>();
          if (name.isBlank() || name.contains("\n") || !ComposePages.fits(name, LONGEST_NAME)) {
            errors.put("name", words.badName());
          }
          if (!ComposePages.fits(bio, Profile.MOST_BIO)) {
            errors.put("bio", words.badBio(Profile.MOST_BIO));
          }
          var account = session.account();
          if (!errors.isEmpty()) {
            var form = new Door.Form(Map.of("name", name, "bio", bio), errors);
            return show(visit, HttpStatus.UNPROCESSABLE_ENTITY, account, form);
          }
          boolean locked = fields.optional("locked").isPresent();
          var profile = new Profile(name, bio, account.profile().avatar(), locked);
          microblog.accounts().update(account.id(), profile);
          return Ways.to(PATH + "?done=profile");
        });
  }

  HttpResponse changePreferences(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var language = Language.ofCode(fields.text("language"));
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
                      language.map(Language::code), visibility.orElse(before.visibility())));
          var to = PATH + "?done=preferences";
          return Ways.to(to, Visit.cookie(language));
        });
  }
}
