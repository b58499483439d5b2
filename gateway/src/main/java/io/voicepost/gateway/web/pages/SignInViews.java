package io.voicepost.gateway.web.pages;

import io.voicepost.gateway.access.RecoveryCodes;
import io.voicepost.gateway.access.Scopes;
import io.voicepost.gateway.access.SecondFactors;
import io.voicepost.gateway.access.Secret;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.access.AccessToken;
import io.voicepost.storage.access.Passkey;
import io.voicepost.storage.access.SecurityNotice;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the pages at the doors show: one record a page.
final class SignInViews {
  private SignInViews() {}

  /// What was typed and what is wrong with it, by the names of the fields.
  record Form(Map<String, String> values, Map<String, String> errors) {
    static final Form EMPTY = new Form(Map.of(), Map.of());

    static Form wrong(String field, String error, Map<String, String> values) {
      return new Form(values, Map.of(field, error));
    }

    String value(String field) {
      return values.getOrDefault(field, "");
    }

    /// Empty where nothing is wrong.
    String error(String field) {
      return errors.getOrDefault(field, "");
    }
  }

  /// Joining or signing in.
  ///
  /// @param to where on this site to go afterwards
  /// @param open whether people may make accounts themselves
  record SignInForm(PageFrame frame, Form form, String to, boolean open) {
    Words words() {
      return frame.words();
    }
  }

  /// The question who asks, before something dangerous.
  ///
  /// @param action where the form goes that is confirmed
  /// @param kept what was typed into it
  record Confirm(
      PageFrame frame,
      String action,
      Map<String, String> kept,
      boolean hasPassword,
      boolean hasPasskey,
      String error) {
    Words words() {
      return frame.words();
    }

    @Override
    public String toString() {
      return "confirm " + action;
    }
  }

  record SignOut(PageFrame frame) {
    Words words() {
      return frame.words();
    }
  }

  /// @param done what was just done, in words; empty where nothing was
  record Security(
      PageFrame frame,
      Form form,
      String done,
      boolean hasPassword,
      List<Passkey> passkeys,
      SecondFactors.Setup factor,
      List<SecurityNotice> notices,
      List<AccessToken> apps,
      List<AccessToken> browsers) {
    Words words() {
      return frame.words();
    }

    /// The browser that a session is in, as its owner would call it.
    String browser(AccessToken token) {
      return isThis(token)
          ? words().say("access.this-browser")
          : UserAgent.name(token.client(), words());
    }

    /// What is said of it beside that.
    String beside(AccessToken token) {
      return isThis(token) && !token.client().isEmpty()
          ? UserAgent.name(token.client(), words())
          : "";
    }

    boolean isThis(AccessToken token) {
      return frame.session().filter(it -> it.grant().token().equals(token.id())).isPresent();
    }

    List<String> scopes(AccessToken token) {
      return Scopes.of(token.scopes()).names().stream().map(words()::scope).toList();
    }
  }

  /// The second step of signing in.
  ///
  /// @param ticket what brings the visitor back to it
  /// @param to where on this site to go afterwards
  record CodePrompt(PageFrame frame, Secret ticket, String error, String to) {
    Words words() {
      return frame.words();
    }
  }

  /// An authenticator app is set up.
  ///
  /// @param secret as one types it
  /// @param uri as an app on the same device takes it
  record FactorSetup(PageFrame frame, QrCode qr, String secret, String uri, String error) {
    Words words() {
      return frame.words();
    }

    @Override
    public String toString() {
      return "enrolment";
    }
  }

  /// A new password by telephone.
  record ForgotPassword(PageFrame frame, Form form) {
    Words words() {
      return frame.words();
    }
  }

  record NewRecoveryCodes(PageFrame frame, RecoveryCodes codes) {
    Words words() {
      return frame.words();
    }
  }

  /// An app asks.
  ///
  /// @param fields what the app asked with, sent along with the answer
  record Consent(
      PageFrame frame,
      String app,
      Optional<String> website,
      String handle,
      List<String> scopes,
      Optional<String> returnsTo,
      Map<String, String> fields) {
    Words words() {
      return frame.words();
    }
  }

  /// The code that a person copies.
  record OutOfBandCode(PageFrame frame, String app, String code) {
    Words words() {
      return frame.words();
    }

    @Override
    public String toString() {
      return "code for " + app;
    }
  }
}
