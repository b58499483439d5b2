package io.voicepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the services may do that root starts with `run-as`.
class RunAsTest {
  @TempDir Path folder;

  @BeforeEach
  void onlyRootCanBecomeOthers() {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can become others");
  }

  private String says(List<Path> folders, String capabilities, String script) throws Exception {
    var command =
        new ArrayList<>(
            List.of(Path.of("../scripts/run-as").toRealPath().toString(), "8643", "8642"));
    command.add(capabilities);
    folders.forEach(it -> command.add(it.toString()));
    command.addAll(List.of("--", "/bin/bash", "-c", script));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @Test
  void aServiceIsNobodyInParticular() throws Exception {
    var said = says(List.of(Path.of("/usr")), "none", "id; cat /etc/shadow; cat /proc/self/status");

    assertThat(said)
        .contains("uid=8643 gid=8642 groups=8642")
        .contains("/etc/shadow: Permission denied")
        .containsPattern("NoNewPrivs:\\s1")
        .containsPattern("CapEff:\\s0+\n")
        .containsPattern("CapBnd:\\s0+\n");
  }

  @Test
  void theOneCapabilityItAskedForIsAllItHas() throws Exception {
    assertThat(says(List.of(Path.of("/usr")), "+net_bind_service", "cat /proc/self/status"))
        .containsPattern("CapEff:\\s0+400\n")
        .containsPattern("CapBnd:\\s0+400\n");
  }

  /// JUnit's folder is its owner's alone, as root's home is.
  @Test
  void ofAClosedFolderItSeesWhatItNeedsAndNothingElse() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    Path needed = Files.createDirectories(folder.resolve("a/needed"));
    Files.writeString(needed.resolve("file"), "seven");
    Files.writeString(folder.resolve("secret"), "nobody's business");

    var said =
        says(
            List.of(needed),
            "none",
            "cat %s/file; ls %s; cat %2$s/secret; touch %1$s/mine".formatted(needed, folder));

    assertThat(said)
        .startsWith("sevena\n")
        .contains("secret: No such file")
        .contains("mine': Permission denied");
    assertThat(folder.resolve("secret")).hasContent("nobody's business");
    assertThat(needed.resolve("mine")).doesNotExist();
  }

  /// As a checkout, a cache in it and a cache beside it have it in root's home.
  @Test
  void severalFoldersOfAClosedPlaceAreSeen() throws Exception {
    var needed = new ArrayList<Path>();
    for (var name :
        List.of("checkout", "checkout/data", ".cache/voicepost", ".cache/voicepost/jdk")) {
      needed.add(Files.createDirectories(folder.resolve(name)));
      Files.writeString(needed.getLast().resolve("file"), name + "\n");
    }
    Files.writeString(folder.resolve(".cache/secret"), "nobody's business");

    var said =
        says(
            needed,
            "none",
            "cd %s; cat */file */*/file .cache/*/file .cache/*/*/file .cache/secret"
                .formatted(folder));

    assertThat(said)
        .startsWith("checkout\ncheckout/data\n.cache/voicepost\n.cache/voicepost/jdk\n")
        .contains("secret: No such file");
  }

  @Test
  void aFolderThatItMayNotEnterIsSaid() throws IOException, Exception {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));

    assertThat(says(List.of(closed), "none", "echo started"))
        .contains("may not enter " + closed.toRealPath())
        .doesNotContain("started");
  }
}
