package io.voicepost.gateway.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.Person;
import io.voicepost.gateway.web.TestSite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The API as the client library `masto` uses it, which apps are made with.
final class MastoTest {
  @TempDir private Path folder;

  @Test
  void clientLibraryDoesEverythingWithTheApi() throws Exception {
    try (var site = TestSite.start(folder, ApiSites.unhurried());
        var client = new Client(site)) {
      var faye = Person.of(site, client, "faye");
      var fan = Person.of(site, client, "fan");
      var node =
          new ProcessBuilder(
                  "node",
                  Path.of("src/main/web/test/masto.mjs").toAbsolutePath().toString(),
                  site.url("").toString(),
                  faye.secret(),
                  fan.secret(),
                  TestSite.song(folder.resolve("song.m4a"), 2).toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("masto.log").toFile())
              .start();
      try {
        boolean ended = node.waitFor(60, TimeUnit.SECONDS);
        var said =
            java.nio.file.Files.readString(folder.resolve("masto.log"), StandardCharsets.UTF_8);
        assertThat(ended).as(said).isTrue();
        assertThat(node.exitValue()).as(said).isZero();
        assertThat(said).contains("ok errors, delete, block");
      } finally {
        node.destroyForcibly();
      }
    }
  }
}
