package io.voicepost.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A site that is reached by HTTPS is reached by nothing else from then on.
final class StrictTransportTest {
  private static final List<String> PATHS =
      List.of(
          "/",
          "/sign-in",
          "/nothing-here",
          "/settings/security",
          "/api/v1/instance",
          "/api/v1/accounts/verify_credentials",
          "/api/v1/nothing-here",
          "/audio/0",
          "/health");

  @TempDir private Path folder;

  private List<String> answered(Optional<URI> publicUrl) throws Exception {
    var config = new WebConfig("127.0.0.1", 0, publicUrl, "8642", Optional.empty());
    try (var site = TestSite.start(folder, config);
        var client = new Client(site)) {
      var values = new java.util.ArrayList<String>();
      for (var path : PATHS) {
        values.add(client.get(path).header("strict-transport-security"));
      }
      return values;
    }
  }

  @Test
  void everyAnswerSaysSoBehindHttps() throws Exception {
    assertThat(answered(Optional.of(URI.create("https://voice.example"))))
        .hasSize(PATHS.size())
        .containsOnly("max-age=31536000");
  }

  @Test
  void noAnswerSaysSoOtherwise() throws Exception {
    assertThat(answered(Optional.empty())).containsOnly("");
  }

  @Test
  void plainHttpIsNotForbidden() throws Exception {
    assertThat(answered(Optional.of(URI.create("http://voice.example")))).containsOnly("");
  }
}
