package io.voicepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher itself, in a folder of its own, where scripts stand in for Maven, Java and
/// Asterisk: they write down how they were called and wait to be ended.
class LauncherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECRET = ".*[.](secret|key)=.*";

  @TempDir private Path folder;
  private Path root;
  private Path calls;
  private Optional<Process> running = Optional.empty();

  /// What a command printed, on both channels, and how it ended.
  private record Said(int code, String text) {}

  @BeforeEach
  void copy() throws IOException {
    root = folder.resolve("voicepost");
    calls = Files.createDirectory(folder.resolve("calls"));
    for (var module : List.of("gateway", "storage", "transcoder")) {
      Files.createDirectories(root.resolve(module).resolve("src/main"));
      Files.writeString(root.resolve(module).resolve("pom.xml"), "");
    }
    Files.writeString(root.resolve("pom.xml"), "");
    Files.createDirectory(root.resolve("scripts"));
    for (var name :
        List.of("voicepost", "scripts/progress", "scripts/jdk", "scripts/unpack-testing")) {
      Files.copy(Path.of("..", name), root.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.createDirectories(root.resolve(".ci"));
    Files.copy(Path.of("../.ci/advisories.xml"), root.resolve(".ci/advisories.xml"));
    Files.createDirectories(root.resolve("gateway/target"));
    Files.writeString(root.resolve("gateway/target/gateway.jar"), "");
    script(
        root.resolve("asterisk-conf/asterisk"),
        """
        [ "$1" = start ] || exit 0
        echo $$ >%s/asterisk.pid
        echo "asterisk ready url=sip:127.0.0.1:5060"
        trap 'exit 0' TERM
        while :; do read -t 1 -u 9 _ || true; done 9<> <(:)
        """
            .formatted(calls));
    script(root.resolve("asterisk-conf/prompts/build"), "touch %s/prompts".formatted(calls));
    script(folder.resolve("jdk/bin/javac"), "echo 'javac 25'");
    script(
        folder.resolve("jdk/bin/java"),
        """
        case " $* " in
          *" serve "*)
            echo $$ >%1$s/gateway.pid
            echo "gateway ready url=http://127.0.0.1:1"
            trap 'exit 0' TERM
            while :; do read -t 1 -u 9 _ || true; done 9<> <(:)
            ;;
          *) printf '%%s\\n' "$*" >>%1$s/operated ;;
        esac
        """
            .formatted(calls));
    script(folder.resolve("bin/mvn"), "touch %s/built".formatted(calls));
    // Not root: then nothing is installed.
    script(folder.resolve("bin/id"), "echo 1000");
    // After all that it is made of.
    Files.writeString(root.resolve("gateway/target/built"), "");
  }

  @AfterEach
  void end() throws Exception {
    for (var name : List.of("gateway.pid", "asterisk.pid")) {
      if (Files.exists(calls.resolve(name))) {
        ProcessHandle.of(pid(name)).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
    running.ifPresent(Process::destroyForcibly);
  }

  @Test
  void nothingIsBuiltUnderARunningGateway() throws Exception {
    run();
    changeSources();

    assertThat(say("account", "list").code()).isZero();
    assertThat(calls.resolve("operated")).content().contains("account list");
    for (var command : List.of("test", "bench", "sweep")) {
      assertThat(say(command))
          .satisfies(said -> assertThat(said.code()).as(said.text()).isNotZero())
          .satisfies(said -> assertThat(said.text()).contains("something runs from"));
    }
    assertThat(calls.resolve("built")).doesNotExist();
  }

  @Test
  void secondRunOnTheSameDataSaysSoAndBuildsNothing() throws Exception {
    run();
    changeSources();

    var said = say("run");

    assertThat(said.code()).isNotZero();
    assertThat(said.text()).contains("a gateway runs on " + data()).hasLineCount(1);
    assertThat(calls.resolve("built")).doesNotExist();
    assertThat(ProcessHandle.of(pid("gateway.pid"))).isPresent();
  }

  @Test
  void gatewayWhoseLauncherWasKilledIsStillRespected() throws Exception {
    var launcher = run();
    changeSources();
    launcher.destroyForcibly().waitFor();

    assertThat(say("run").text()).contains("a gateway runs on");
    assertThat(say("line", "list").code()).isZero();
    assertThat(calls.resolve("built")).doesNotExist();
    await().atMost(PATIENCE).until(() -> readersOf(data().resolve("log/gateway.log")) == 0);

    end();
    await().atMost(PATIENCE).until(() -> say("line", "list").code() == 0 && built());
  }

  @Test
  void dataAreTheirOwnersAloneHoweverTheyWereLeft() throws Exception {
    var open = Files.createDirectories(data().resolve("log"));
    for (var name : List.of("log/gateway.log", "voicepost.db")) {
      mode(Files.writeString(data().resolve(name), "old"), 0644);
    }
    mode(open, 0755);
    mode(data(), 0755);

    run();

    try (var all = Files.walk(data())) {
      assertThat(all)
          .hasSizeGreaterThan(5)
          .allSatisfy(path ->
              assertThat((int) Files.getAttribute(path, "unix:mode") & 0077)
                  .as("%s", path)
                  .isZero());
    }
  }

  @Test
  void secretsStandOnNoCommandLineAndInNoEnvironmentThatNeedsNone() throws Exception {
    var launcher = run();
    var secrets = secrets();
    assertThat(secrets).hasSize(5);

    for (long pid : new long[] {launcher.pid(), pid("gateway.pid"), pid("asterisk.pid")}) {
      for (var what : List.of("cmdline", "environ")) {
        assertThat(Files.readString(Path.of("/proc", "" + pid, what), StandardCharsets.ISO_8859_1))
            .as("%s of %d", what, pid)
            .doesNotContain(secrets);
      }
    }
    assertThat(data().resolve("asterisk/secrets"))
        .content()
        .contains("VP_AGI_SECRET=", "VP_FALLBACK_KEY=", "VP_BROWSER_SECRET=");
  }

  @Test
  void settingsOfTheEnvironmentAreTheGatewaysAlone() throws Exception {
    run("VOICEPOST_S3_SECRET_KEY=onlyTheGatewaysOwn", "VOICEPOST_AGI_SECRET=alsoOnlyTheGateways");

    assertThat(environment("gateway.pid")).contains("onlyTheGatewaysOwn", "alsoOnlyTheGateways");
    assertThat(environment("asterisk.pid")).doesNotContain("TheGateways");
    assertThat(data().resolve("asterisk/secrets")).content().contains("=alsoOnlyTheGateways");
  }

  @Test
  void callGoesWhereTheServiceThatIsStartedHereListens() throws Exception {
    Files.createDirectories(data());
    Files.writeString(data().resolve("voicepost.properties"), "line.number=8888\n");

    say(Map.of("VP_SIP_ADDRESS", "0.0.0.0", "VP_SIP_PORT", "5070"), "call", "--from", "1");
    say(Map.of("VP_SIP_PORT", "5070"), "call", "--sip=10.0.0.1:5060", "--to", "1", "--from", "2");
    say("call", "--from", "3");

    assertThat(Files.readAllLines(calls.resolve("operated")))
        .satisfiesExactly(
            first -> assertThat(first).endsWith("call --sip 127.0.0.1:5070 --to 8888 --from 1"),
            second -> assertThat(second).endsWith("call --sip=10.0.0.1:5060 --to 1 --from 2"),
            third -> assertThat(third).endsWith("call --sip 127.0.0.1:5060 --to 8888 --from 3"));
  }

  @ParameterizedTest
  @CsvSource({
    "VOICEPOST_WEB_ADDRESS=127.0.0.1, true",
    "VOICEPOST_WEB_ADDRESS=0.0.0.0, false",
    "VOICEPOST_WEB_ADDRESS=192.0.2.7, false",
    "VOICEPOST_WEB_PUBLIC_URL=https://voicepost.example, false"
  })
  void browserPhoneIsOnWhereThePageIsOnThisMachineAlone(String setting, boolean on)
      throws Exception {
    run(setting);

    assertThat(environment("asterisk.pid").contains("VP_BROWSER_PHONE=on")).isEqualTo(on);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "test"})
  void whatIsMissingIsToldToAnOrdinaryUserInOneLine(String command) throws Exception {
    onlyTheShellsOwn();
    Files.delete(root.resolve("gateway/target/built"));
    script(root.resolve("asterisk-conf/asterisk"), "exit 1");

    var said = say(Map.of("PATH", folder.resolve("bin").toString()), command);

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.text().lines().filter(line -> line.startsWith("voicepost: missing: ")))
        .singleElement(STRING)
        .contains("sudo apt-get install ", " maven nodejs npm espeak-ng sox ffmpeg", " mmdebstrap")
        .doesNotContain("jdk");
    assertThat(said.text().lines().filter(line -> !line.startsWith("The list of")))
        .as(said.text())
        .hasSize(1);
  }

  @Test
  void aJdkThatIsTooOldIsNotTaken() throws Exception {
    script(folder.resolve("jdk/bin/javac"), "echo 'javac 24.0.2'");
    script(folder.resolve("newer/bin/javac"), "echo 'javac 26'");
    script(folder.resolve("newer/bin/java"), "");
    Files.createSymbolicLink(folder.resolve("bin/javac"), Path.of("../newer/bin/javac"));

    var process = new ProcessBuilder(root.resolve("scripts/jdk").toString(), "find");
    process.environment().putAll(command().environment());

    assertThat(process.start().inputReader().readLine())
        .isEqualTo(folder.resolve("newer").toString());
  }

  /// A PATH of what the launcher itself uses, in our folder of commands, and nothing to build or
  /// run with.
  private void onlyTheShellsOwn() throws IOException {
    Files.delete(folder.resolve("bin/mvn"));
    script(folder.resolve("bin/apt-get"), "exit 100");
    script(folder.resolve("bin/apt-cache"), "exit 100");
    for (var name :
        List.of(
            "bash",
            "basename",
            "date",
            "dirname",
            "env",
            "find",
            "flock",
            "grep",
            "mkdir",
            "readlink",
            "sed",
            "sleep")) {
      Files.copy(
          Path.of("/usr/bin", name),
          folder.resolve("bin").resolve(name),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private String environment(String process) throws IOException {
    return Files.readString(
        Path.of("/proc", "" + pid(process), "environ"), StandardCharsets.ISO_8859_1);
  }

  private Process run(String... settings) throws Exception {
    var log = folder.resolve("run.log").toFile();
    var builder = command("run").redirectErrorStream(true).redirectOutput(log);
    Stream.of(settings)
        .map(it -> it.split("=", 2))
        .forEach(it -> builder.environment().put(it[0], it[1]));
    var launcher = builder.start();
    running = Optional.of(launcher);
    await()
        .atMost(PATIENCE)
        .until(() -> {
          assertThat(launcher.isAlive()).as(Files.readString(log.toPath())).isTrue();
          return Files.readString(log.toPath()).contains("Ctrl-C stops everything");
        });
    return launcher;
  }

  private Said say(String... words) throws Exception {
    return say(Map.of(), words);
  }

  private Said say(Map<String, String> environment, String... words) throws Exception {
    var builder = command(words).redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), text.strip());
  }

  private ProcessBuilder command(String... words) {
    var builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(root.resolve("voicepost").toString()), Stream.of(words))
                .toList());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("VOICEPOST_") || name.startsWith("VP_"));
    environment.put("PATH", folder.resolve("bin") + ":" + environment.get("PATH"));
    environment.put("JAVA_HOME", folder.resolve("jdk").toString());
    environment.put("VOICEPOST_CACHE", folder.resolve("cache").toString());
    return builder;
  }

  private static long readersOf(Path log) {
    return ProcessHandle.allProcesses()
        .filter(it -> it.info().commandLine().orElse("").contains(log.toString()))
        .count();
  }

  private void changeSources() throws IOException {
    Files.setLastModifiedTime(
        root.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
  }

  private boolean built() {
    return Files.exists(calls.resolve("built"));
  }

  private long pid(String name) throws IOException {
    return Long.parseLong(Files.readString(calls.resolve(name)).strip());
  }

  private Path data() {
    return root.resolve("data");
  }

  private List<String> secrets() throws IOException {
    try (var lines = Files.lines(data().resolve("voicepost.properties"))) {
      return lines
          .filter(line -> line.matches(SECRET))
          .map(line -> line.substring(line.indexOf('=') + 1))
          .toList();
    }
  }

  private static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    mode(Files.writeString(file, "#!/usr/bin/env bash\n" + body), 0755);
  }

  private static void mode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }
}
