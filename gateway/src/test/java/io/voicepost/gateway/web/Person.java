package io.voicepost.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voicepost.gateway.web.Client.Answer;
import io.voicepost.storage.Account;
import io.voicepost.storage.RecordingId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Somebody who uses the API with an app that was allowed everything; or a visitor without one.
public record Person(
    TestSite site, Client client, Optional<Account> account, Optional<String> token) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FORM = "application/x-www-form-urlencoded";

  public static Person visitor(TestSite site, Client client) {
    return new Person(site, client, Optional.empty(), Optional.empty());
  }

  public static Person of(TestSite site, Client client, String handle) throws Exception {
    return withScopes(site, client, handle, "read write follow push");
  }

  /// Makes the account where there is none, and a token for it.
  public static Person withScopes(TestSite site, Client client, String handle, String scopes)
      throws Exception {
    var account = site.account(handle, "Name of " + handle);
    var back = "https://app.example/back";
    var app = site.access().apps().register("An app", List.of(back), scopes, Optional.empty());
    var oauth = site.access().authorizations();
    var authorizationClient = oauth.asker(app.app().clientId(), back);
    var authorizationRequest =
        oauth.request(authorizationClient, "code", scopes, Optional.empty(), Optional.empty());
    var issuedToken =
        oauth.exchange(
            app.app(), oauth.approve(authorizationRequest, account.id()), back, Optional.empty());
    return new Person(site, client, Optional.of(account), Optional.of(issuedToken.token().value()));
  }

  public Account who() {
    return account.orElseThrow();
  }

  public String id() {
    return who().id().toString();
  }

  public String secret() {
    return token.orElseThrow();
  }

  private String[] headers(String... more) {
    var all = new ArrayList<>(List.of(more));
    token.ifPresent(it -> all.addAll(List.of("authorization", "Bearer " + it)));
    return all.toArray(String[]::new);
  }

  public Answer asks(String method, String path, String form, String... headers) throws Exception {
    return form.isEmpty()
        ? client.send(method, path, headers(headers))
        : client.body(method, path, FORM, form, headers(headers));
  }

  /// What is answered to who asks well.
  public JsonNode gets(String path) throws Exception {
    return json(asks("GET", path, ""));
  }

  public JsonNode does(String method, String path, String form) throws Exception {
    return json(asks(method, path, form));
  }

  public JsonNode posts(String path, String form) throws Exception {
    return does("POST", path, form);
  }

  /// Writes a post.
  public JsonNode writes(String text, String... more) throws Exception {
    var form = new StringBuilder("status=" + encoded(text));
    for (var it : more) {
      form.append('&').append(it);
    }
    return posts("/api/v1/statuses", form.toString());
  }

  public JsonNode sendsJson(String path, String body) throws Exception {
    return json(client.body("POST", path, "application/json", body, headers()));
  }

  /// Keeps a voice, and gives the id by which it is attached.
  public String records() throws Exception {
    var recording = RecordingId.at(Instant.now());
    var voice = site.stored(recording, TestSite.Sound.of(900));
    assertThat(site.microblog().postCommands().keep(who().id(), voice)).isTrue();
    return recording.toString();
  }

  /// What is refused, with its reason.
  public String refused(int status, String method, String path, String form) throws Exception {
    var answer = asks(method, path, form);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return JSON.readTree(answer.text()).get("error").asText();
  }

  public static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  public static JsonNode json(Answer answer) throws Exception {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return JSON.readTree(answer.text());
  }

  /// The ids of a list, in its order.
  public static List<String> ids(JsonNode list) {
    var ids = new ArrayList<String>();
    list.forEach(it -> ids.add(it.get("id").asText()));
    return ids;
  }
}
