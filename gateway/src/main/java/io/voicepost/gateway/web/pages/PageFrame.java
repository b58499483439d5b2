package io.voicepost.gateway.web.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voicepost.gateway.web.http.BrowserPhone;
import io.voicepost.gateway.web.words.PageLanguage;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.Account;
import io.voicepost.storage.access.Passkey;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a page is put into: its title, its words, and where it stands.
///
/// @param title what the browser's tab says
/// @param path the page's own address, without the language
/// @param status 200, or what went wrong
public record PageFrame(String title, String path, int status, WebRequest request, Site site) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static PageFrame of(String title, WebRequest request, Site site) {
    return new PageFrame(title, request.address(), 200, request, site);
  }

  Words words() {
    return request.words();
  }

  /// How long ago that is, in words.
  String when(Instant then) {
    return words().when(then, request.now());
  }

  /// When a passkey was used last, in words.
  String used(Passkey passkey) {
    return passkey
        .usedAt()
        .map(it -> words().say("access.last-used", when(it)))
        .orElseGet(() -> words().say("access.never-used"));
  }

  String line() {
    return site.line();
  }

  String asset(String name) {
    return site.assets().path(name);
  }

  String base() {
    return site.base(request);
  }

  String url() {
    return base() + path;
  }

  /// This page in another language.
  String path(PageLanguage language) {
    return path + (path.contains("?") ? "&" : "?") + "lang=" + language.code();
  }

  boolean atHome() {
    return status == 200 && (path.equals("/") || path.startsWith("/?"));
  }

  Optional<BrowserPhone> browserPhone() {
    return site.phoneFor(request);
  }

  /// Who is signed in.
  Optional<Session> session() {
    return request.session();
  }

  Optional<Account> me() {
    return request.session().map(Session::account);
  }

  /// How much they were told since they last looked; empty for nothing.
  String unread() {
    return counted(request.unread().told() + request.unread().security(), 100);
  }

  /// How much of their telephone waits for them; empty for nothing.
  String calls() {
    return counted(request.unread().calls(), 10);
  }

  /// What happened to the ways into their account; empty for nothing.
  String security() {
    return counted(request.unread().security(), 10);
  }

  private static String counted(int count, int most) {
    return count == 0 ? "" : count < most ? Integer.toString(count) : (most - 1) + "+";
  }

  /// Whether this is the page of the account that is signed in.
  boolean atOwnPage() {
    return me().filter(it -> at(SitePaths.account(it.handle()))).isPresent();
  }

  boolean at(String place) {
    return status == 200 && path.startsWith(place);
  }

  /// The words that scripts say, as JSON.
  String scriptWords() {
    return json(words().scripts("site"));
  }

  public static String json(Map<String, ?> values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
