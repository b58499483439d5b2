package io.voicepost.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageServiceTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private TestSite site;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    site = TestSite.start(folder);
  }

  @AfterEach
  void stop() {
    site.close();
    http.close();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(site.url(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void emptyTimelineInvitesToCall() throws Exception {
    var page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Nobody has spoken yet.", "tel:8642");
  }
}
