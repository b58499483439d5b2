package io.voicepost.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.gateway.identity.Trunk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final Map<String, String> ENOUGH =
      Map.of(
          "VOICEPOST_AGI_SECRET", "abcdefghijklmnop",
          "VOICEPOST_FALLBACK_KEY", "abcdefghijklmnop",
          "VOICEPOST_PHONE_SECRET", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
          "VOICEPOST_PASSWORD_SECRET", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

  @TempDir private Path folder;

  @Test
  void fourSecretsAreAllThatMustBeGiven() throws Exception {
    var config = GatewayConfig.of(Settings.read(Optional.empty(), ENOUGH));

    assertThat(config.line().number()).isEqualTo("8642");
    assertThat(config.s3()).isEmpty();
    assertThat(config.web().port()).isEqualTo(8080);
    assertThat(config.spool()).endsWithRaw(Path.of("data", "spool"));
  }

  @Test
  void environmentWinsOverTheFile() throws Exception {
    var file = Files.writeString(folder.resolve("settings"), "web.port=1111\nline.number=77\n");
    var settings = Settings.read(Optional.of(file), with("VOICEPOST_WEB_PORT", "2222"));

    assertThat(settings.text(Setting.WEB_PORT)).isEqualTo("2222");
    assertThat(settings.text(Setting.LINE_NUMBER)).isEqualTo("77");
  }

  @Test
  void unknownKeyInTheFileIsNamed() throws Exception {
    var file = Files.writeString(folder.resolve("settings"), "web.prot=1\n");

    assertThatThrownBy(() -> Settings.read(Optional.of(file), ENOUGH))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("web.prot");
  }

  @Test
  void unknownVariableIsNamed() {
    assertThatThrownBy(() -> Settings.read(Optional.empty(), with("VOICEPOST_WEB_PROT", "1")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("VOICEPOST_WEB_PROT");
  }

  @Test
  void missingFileIsNamed() {
    assertThatThrownBy(() -> Settings.read(Optional.of(folder.resolve("none")), ENOUGH))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none");
  }

  @ParameterizedTest
  @CsvSource({
    "web.port, 70000",
    "web.port, eighty",
    "web.address, no.such.host.invalid",
    "web.public-url, ftp://x",
    "agi.secret, short",
    "fallback.key, fifteen-letters",
    "phone.secret, c2hvcnQ=",
    "phone.secret, %%%",
    "password.secret, c2hvcnQ=",
    "web.trusted-proxies, proxy.example",
    "limits.requests, 0",
    "sign-up.open, perhaps",
    "line.region, usa",
    "line.number, 12a",
    "line.longest-seconds, 0",
    "line.silence-seconds, -1",
    "database.url, jdbc:oracle:x",
    "s3.endpoint, minio:9000",
    "s3.checksums, sometimes",
    "s3.path-style, maybe",
    "transcode.threads, 0",
    "trunk.signs, A",
    "trunk.vouches, yes"
  })
  void wrongValueIsToldInOneLineWithoutRepeatingIt(String key, String value) {
    var environment = with(Setting.named(key).orElseThrow().environmentName(), value);
    environment.putIfAbsent("VOICEPOST_S3_ENDPOINT", "http://127.0.0.1:1");
    environment.put("VOICEPOST_S3_ACCESS_KEY", "key");
    environment.put("VOICEPOST_S3_SECRET_KEY", "secret");

    assertThatThrownBy(() -> GatewayConfig.of(Settings.read(Optional.empty(), environment)))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains(key.substring(0, key.indexOf('.')))
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({"agi.secret", "fallback.key", "phone.secret", "password.secret"})
  void missingSecretSaysWhereToGiveIt(String key) {
    var name = Setting.named(key).orElseThrow().environmentName();
    var environment = new HashMap<>(ENOUGH);
    environment.remove(name);

    assertThatThrownBy(() -> GatewayConfig.of(Settings.read(Optional.empty(), environment)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(key, name);
  }

  @Test
  void pagePhoneIsOffBeyondLoopback() throws Exception {
    var environment = with("VOICEPOST_BROWSER_PHONE_WEBSOCKET", "ws://127.0.0.1:8088/ws");
    environment.put("VOICEPOST_BROWSER_PHONE_SECRET", "abcdefghijklmnop");
    var near = GatewayConfig.of(Settings.read(Optional.empty(), environment));
    environment.put("VOICEPOST_WEB_ADDRESS", "0.0.0.0");
    var far = GatewayConfig.of(Settings.read(Optional.empty(), environment));
    environment.remove("VOICEPOST_WEB_ADDRESS");
    environment.put("VOICEPOST_WEB_PUBLIC_URL", "https://voice.example");
    var behindProxy = GatewayConfig.of(Settings.read(Optional.empty(), environment));

    assertThat(near.web().browserPhone()).isPresent();
    assertThat(near.demo()).isPresent();
    assertThat(far.web().browserPhone()).isEmpty();
    assertThat(far.demo()).isEmpty();
    assertThat(behindProxy.web().browserPhone()).isEmpty();
    assertThat(behindProxy.demo()).isEmpty();
  }

  @Test
  void loopbacksPhonesAreBelievedAndACarrierAsTheOperatorSays() throws Exception {
    var environment = with("VOICEPOST_TRUNK_SIGNS", "true");
    environment.put("VOICEPOST_TRUNK_VOUCHES", "false");

    assertThat(GatewayConfig.of(Settings.read(Optional.empty(), ENOUGH)).trunk())
        .isEqualTo(new Trunk(false, true));
    assertThat(GatewayConfig.of(Settings.read(Optional.empty(), environment)).trunk())
        .isEqualTo(new Trunk(true, false));
  }

  @Test
  void documentationListsEverySettingWithItsDefault() throws Exception {
    var settings = Files.readString(Path.of("..", "docs", "settings.md"));

    for (var setting : Setting.values()) {
      assertThat(settings)
          .contains(
              "| `%s` | %s | %s |"
                  .formatted(setting.key(), shown(setting.standard()), setting.purpose()));
    }
  }

  private static String shown(String standard) {
    return standard.isEmpty() ? "" : "`" + standard + "`";
  }

  private static Map<String, String> with(String name, String value) {
    var environment = new HashMap<>(ENOUGH);
    environment.put(name, value);
    return environment;
  }
}
