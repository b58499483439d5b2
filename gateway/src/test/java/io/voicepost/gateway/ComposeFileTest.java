package io.voicepost.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The compose file as an operator uses it. No engine runs in the tests, so its form is checked
/// here, and its settings against the two programs that read them; `docker/test` starts the images.
class ComposeFileTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Path DOCKER = REPOSITORY.resolve("docker");
  private static final List<String> OURS = List.of("asterisk", "gateway");

  /// `${NAME}`, `${NAME:-default}` or `${NAME:?message}`.
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?<name>\\w+)(?::(?<how>[-?])(?<text>[^}]*))?}");

  @TempDir private Path folder = Path.of("");
  private String text = "";
  private Map<String, Map<String, Object>> services = Map.of();
  private Map<String, Map<String, Object>> files = Map.of();

  @BeforeEach
  void read() throws IOException {
    text = Files.readString(DOCKER.resolve("compose.yaml"));
    services = part("services");
    files = part("secrets");
  }

  @Test
  void everyVariableIsExplainedInTheExampleAndNoOther() throws IOException {
    var used = new TreeSet<String>();
    VARIABLE.matcher(text).results().forEach(variable -> used.add(variable.group("name")));

    assertThat(example().keySet()).containsExactlyElementsOf(used);
  }

  @Test
  void aMissingAddressStopsTheStart() throws IOException {
    var empty = new TreeSet<String>();
    example()
        .forEach((name, value) -> {
          if (value.isEmpty()) empty.add(name);
        });
    empty.removeAll(List.of("VP_EXTERNAL_ADDRESS", "VP_STIR_SHAKEN"));

    assertThat(empty).containsExactly("VP_PUBLIC_URL", "VP_TRUNK_MATCH");
    assertThat(
            VARIABLE
                .matcher(text)
                .results()
                .filter(variable -> empty.contains(variable.group("name"))))
        .allSatisfy(
            variable -> assertThat(variable.group("how")).as(variable.group()).isEqualTo("?"));
    assertThatThrownBy(() -> environment("gateway", Map.of())).hasMessageContaining("docker/.env");
  }

  /// A variable shows in whatever runs in the container, and in what the engine tells of it.
  @Test
  void secretsAreInNoEnvironmentButOfTheServerThatTakesThemNoOtherWay() throws Exception {
    var values = filledIn();
    var secrets = new TreeSet<String>();
    for (var file : List.of("gateway.properties", "asterisk", "s3")) {
      secrets.addAll(settings(secret(file)).values());
    }
    secrets.add(Files.readString(secret("database")));

    assertThat(secrets).hasSize(7).noneMatch(String::isBlank);
    assertThat(values.values()).doesNotContainAnyElementsOf(secrets);
    assertThat(text).doesNotContain("PASSWORD:", "SECRET:", "KEY:");
    services.forEach((name, service) ->
        assertThat(service.get("env_file"))
            .as(name)
            .isEqualTo(name.equals("s3") ? List.of("private/s3") : null));
  }

  /// Compose mounts files into a read-only container and nothing else; they keep their modes.
  @Test
  void secretsComeInFilesThatTheContainersMayReadAndNobodyElse() throws Exception {
    filledIn();

    assertThat(mode(secret(""))).isEqualTo("rwx------");
    assertThat(files).containsOnlyKeys("asterisk", "gateway.properties", "database");
    for (var name : files.keySet()) {
      assertThat(files.get(name)).isEqualTo(Map.of("file", "private/" + name));
      assertThat(mode(secret(name))).isEqualTo("r--r--r--");
    }
    for (var name : List.of("asterisk", "database")) {
      assertThat(service(name)).containsEntry("secrets", List.of(name));
      assertThat(environment(name, filledIn())).containsValue("/run/secrets/" + name);
    }
    assertThat(service("gateway")).containsEntry("secrets", List.of("gateway.properties"));
    assertThat(DOCKER.resolve("gateway/voicepost"))
        .content()
        .contains("--config /run/secrets/gateway.properties");
  }

  @Test
  void secretsAreNeverOverwrittenAndThoseOfBeforeAreMovedIntoTheFiles() throws Exception {
    var old = "A".repeat(43) + "=";
    var env =
        Files.writeString(
            folder.resolve("env"),
            """
            VP_PUBLIC_URL=https://voice.example.org
            VP_AGI_SECRET=abcdefghijklmnop
            VP_PHONE_SECRET=%s
            VP_PHONE_SECRET_PREVIOUS=%s
            VP_PASSWORD_SECRET_PREVIOUS=
            VP_LINE=4711
            """
                .formatted(old, old));

    bash(Map.of(), DOCKER.resolve("secrets"), env);

    assertThat(env).hasContent("VP_PUBLIC_URL=https://voice.example.org\nVP_LINE=4711\n");
    var moved = settings(secret("gateway.properties"));
    assertThat(moved)
        .containsEntry("phone.secret", old)
        .containsEntry("phone.secret-previous", old)
        .containsEntry("agi.secret", "abcdefghijklmnop")
        .doesNotContainKey("password.secret-previous");
    assertThat(settings(secret("asterisk"))).containsEntry("VP_AGI_SECRET", "abcdefghijklmnop");
    assertThatThrownBy(() -> bash(Map.of(), DOCKER.resolve("secrets"), env))
        .hasMessageContaining("is there already");
    assertThat(settings(secret("gateway.properties"))).isEqualTo(moved);
  }

  @Test
  void whatIsOptionalHasTheDefaultThatTheExampleNames() throws IOException {
    var example = example();

    assertThat(
            VARIABLE.matcher(text).results().filter(variable -> "-".equals(variable.group("how"))))
        .isNotEmpty()
        .allSatisfy(variable ->
            assertThat(variable.group("text"))
                .as(variable.group())
                .isEqualTo(example.get(variable.group("name"))));
  }

  @Test
  void theGatewayAcceptsTheSettingsWithFreshSecrets() throws Exception {
    var environment = environment("gateway", filledIn());
    var config =
        GatewayConfig.of(Settings.read(Optional.of(secret("gateway.properties")), environment));

    assertThat(config.database().url()).startsWith("jdbc:postgresql://127.0.0.1:");
    assertThat(config.s3()).isPresent();
    assertThat(config.web().address()).isEqualTo("127.0.0.1");
    assertThat(config.web().browserPhone()).isEmpty();
    assertThat(config.trunk().vouches()).as("until the operator says so").isFalse();
  }

  @Test
  void asteriskAcceptsTheSettingsWithFreshSecrets() throws Exception {
    var settings = environment("asterisk", filledIn());
    var known = Files.readString(REPOSITORY.resolve("asterisk-conf/render"));
    assertThat(settings.keySet())
        .allSatisfy(name -> assertThat(known).containsAnyOf("take " + name + " ", "<\"$" + name));

    settings.put("VP_SECRETS_FILE", secret("asterisk").toString());
    settings.put("VP_SPOOL", folder.resolve("spool").toString());
    settings.put("VP_RUN", folder.resolve("run").toString());
    settings.put("VP_SOUNDS", folder.resolve("sounds").toString());
    settings.put("VP_MODULES", "/usr/lib/asterisk/modules");
    bash(settings, REPOSITORY.resolve("asterisk-conf/render"), folder.resolve("etc"));

    assertThat(folder.resolve("etc/pjsip.conf")).content().contains("match = 203.0.113.10");
  }

  @Test
  void everyImageIsPinned() {
    assertThat(services).hasSize(4);
    assertThat(services.values())
        .allSatisfy(service ->
            assertThat(text(service, "image"))
                .matches("[a-z0-9./-]+:[^:]+")
                .doesNotEndWith(":latest"));
  }

  @Test
  void everyServiceComesBackTellsItsHealthAndIsBounded() {
    assertThat(services)
        .allSatisfy((name, service) -> {
          assertThat(service)
              .containsEntry("restart", "unless-stopped")
              .containsEntry("read_only", true)
              .containsEntry("cap_drop", List.of("ALL"))
              .containsKeys(
                  "healthcheck", "mem_limit", "pids_limit", "stop_grace_period", "logging");
        });
  }

  @Test
  void nothingButThePhoneListensBeyondLoopback() throws IOException {
    for (var store : List.of("database", "s3")) {
      assertThat((List<?>) service(store).get("ports"))
          .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
      assertThat(service(store)).doesNotContainKey("network_mode");
    }
    assertThat(example()).containsEntry("VP_WEB_ADDRESS", "127.0.0.1");
  }

  @Test
  void bothOfOursShareTheSpoolAndTheLoopbackInterface() {
    for (var name : OURS) {
      assertThat(service(name))
          .containsEntry("network_mode", "host")
          .containsEntry("volumes", List.of("spool:/var/spool/voicepost"));
    }
  }

  /// What `docker/secrets` writes, with the two addresses that only the operator knows.
  private Map<String, String> filledIn() throws Exception {
    var file = folder.resolve("env");
    if (Files.notExists(file)) {
      bash(Map.of(), DOCKER.resolve("secrets"), file);
    }
    var values = settings(file);
    values.put("VP_PUBLIC_URL", "https://voice.example.org");
    values.put("VP_TRUNK_MATCH", "203.0.113.10");
    return values;
  }

  /// A file that `docker/secrets` wrote; without a name, their folder.
  private Path secret(String name) {
    return folder.resolve("private").resolve(name);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /// A service's environment as an engine would resolve it.
  private Map<String, String> environment(String service, Map<String, String> values) {
    var resolved = new HashMap<String, String>();
    ((Map<?, ?>) service(service).getOrDefault("environment", Map.of()))
        .forEach((name, value) -> resolved.put(name.toString(), resolve(value.toString(), values)));
    return resolved;
  }

  private static String resolve(String text, Map<String, String> values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(variable -> Matcher.quoteReplacement(resolve(variable, values)));
  }

  private static String resolve(MatchResult variable, Map<String, String> values) {
    var value = values.getOrDefault(variable.group("name"), "");
    if (!value.isEmpty()) {
      return value;
    }
    if ("?".equals(variable.group("how"))) {
      throw new IllegalStateException(variable.group("text"));
    }
    return Optional.ofNullable(variable.group("text")).orElse("");
  }

  private Map<String, Object> service(String name) {
    return services.getOrDefault(name, Map.of());
  }

  private static String text(Map<String, Object> service, String key) {
    return resolve(service.getOrDefault(key, "").toString(), Map.of());
  }

  private static Map<String, String> example() throws IOException {
    return settings(DOCKER.resolve(".env.example"));
  }

  private static Map<String, String> settings(Path file) throws IOException {
    var settings = new TreeMap<String, String>();
    for (var line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        var parts = line.split("=", 2);
        assertThat(settings.put(parts[0], parts[1])).as("%s twice", parts[0]).isNull();
      }
    }
    return settings;
  }

  private Map<String, Map<String, Object>> part(String name) {
    Map<String, Map<String, Map<String, Object>>> file =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return file.getOrDefault(name, Map.of());
  }

  private static void bash(Map<String, String> environment, Path script, Path argument)
      throws Exception {
    var builder = new ProcessBuilder("bash", script.toString(), argument.toString());
    builder.environment().putAll(environment);
    var process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }
}
