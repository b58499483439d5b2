package io.voicepost.gateway.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voicepost.storage.Account;
import io.voicepost.storage.Passkey;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a page is put into: its title, its words, and where it stands.
///
/// @param title what the browser's tab says
/// @param path the page's own address, without the language
/// @param status 200, or what went wrong
record Frame(String title, String path, int status, Visit visit, Site site) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Frame of(String title, Visit visit, Site site) {
    return new Frame(title, visit.address(), 200, visit, site);
  }

  Words words() {
    return visit.words();
  }

  /// How long ago that is, in words.
  String when(Instant then) {
    return words().when(then, visit.now());
  }

  /// When a passkey was used last, in words.
  String used(Passkey passkey) {
    return passkey
        .usedAt()
        .map(it -> words().access().lastUsed(when(it)))
        .orElseGet(() -> words().access().neverUsed());
  }

  String line() {
    return site.line();
  }

  String asset(String name) {
    return site.assets().path(name);
  }

  String base() {
    return site.base(visit);
  }

  String url() {
    return base() + path;
  }

  /// This page in another language.
  String path(Language language) {
    return path + (path.contains("?") ? "&" : "?") + "lang=" + language.code();
  }

  boolean atHome() {
    return status == 200 && (path.equals("/") || path.startsWith("/?"));
  }

  Optional<BrowserPhone> browserPhone() {
    return site.phoneFor(visit);
  }

  /// Who is signed in.
  Optional<Session> session() {
    return visit.session();
  }

  Optional<Account> me() {
    return visit.session().map(Session::account);
  }

  /// How much they were told since they last looked; empty for nothing.
  String unread() {
    return counted(visit.news().told() + visit.news().security(), 100);
  }

  /// How much of their telephone waits for them; empty for nothing.
  String calls() {
    return counted(visit.news().calls(), 10);
  }

  /// What happened to the ways into their account; empty for nothing.
  String security() {
    return counted(visit.news().security(), 10);
  }

  private static String counted(int count, int most) {
    return count == 0 ? "" : count < most ? Integer.toString(count) : (most - 1) + "+";
  }

  /// Whether this is the page of the account that is signed in.
  boolean atOwnPage() {
    return me().filter(it -> at(Paths.account(it.handle()))).isPresent();
  }

  boolean at(String place) {
    return status == 200 && path.startsWith(place);
  }

  /// The words that scripts say, as JSON.
  String scriptWords() {
    return json(words().forScripts());
  }

  static String json(Map<String, ?> values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
