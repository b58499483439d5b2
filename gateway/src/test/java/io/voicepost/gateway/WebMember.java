package io.voicepost.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/// Somebody on the web, with a browser that has no scripts, and cookies of its own.
final class WebMember implements AutoCloseable {
  static final String TELEPHONE = "/settings/telephone";
  private static final String PASSWORD = "a long secret";
  private static final Pattern DIGITS =
      Pattern.compile("<span>([0-9]{3})</span> <span>([0-9]{3})</span>");

  private final Service service;
  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  WebMember(Service service) {
    this.service = service;
  }

  /// Somebody new, with an account.
  static WebMember join(Service service, String handle) throws IOException, InterruptedException {
    var member = new WebMember(service);
    member.sends("/join", "handle", handle, "name", handle, "password", PASSWORD);
    assertThat(member.page(TELEPHONE)).contains("@" + handle);
    return member;
  }

  /// Makes an account that was opened by telephone one's own.
  void claims(String handle, String code) throws IOException, InterruptedException {
    assertThat(sends("/claim", "handle", handle, "code", code))
        .contains("name=\"found\" value=\"" + handle + "\"");
    sends("/claim", "found", handle, "code", code, "handle", handle, "password", PASSWORD);
    assertThat(page(TELEPHONE)).contains("@" + handle);
  }

  /// A fresh code that links the phone of that number.
  String linkCode(String number) throws IOException, InterruptedException {
    return digits(sends(TELEPHONE + "/link", "number", number));
  }

  /// A fresh PIN.
  String pin() throws IOException, InterruptedException {
    return digits(sends(TELEPHONE + "/pin", "do", "issue", "current", PASSWORD));
  }

  void chooses(CallerClass callerClass, HangUpRule rule) throws IOException, InterruptedException {
    sends(TELEPHONE + "/calls", "class", callerClass.name(), "rule", rule.name());
  }

  String page(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(service.address(path)));
  }

  /// @param fields names and values in turn
  String sends(String path, String... fields) throws IOException, InterruptedException {
    var form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(fields[i])
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], UTF_8))
          .append('&');
    }
    return answer(
        HttpRequest.newBuilder(service.address(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .POST(BodyPublishers.ofString(form.toString())));
  }

  private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response =
        http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private static String digits(String page) {
    var found = DIGITS.matcher(page);
    assertThat(found.find()).as(page).isTrue();
    return found.group(1) + found.group(2);
  }

  @Override
  public void close() {
    http.close();
  }
}
