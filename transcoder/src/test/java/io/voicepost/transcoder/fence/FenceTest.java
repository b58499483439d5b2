package io.voicepost.transcoder.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a program in the decoder's place can do: nothing.
class FenceTest {
  private static final Path PERL = Path.of("/usr/bin/perl");
  private static final Path SHELL = Path.of("/bin/sh");
  private static final FenceLimits LIMITS =
      new FenceLimits(256 << 20, Duration.ofSeconds(20), Duration.ofSeconds(120));

  @TempDir Path folder;

  private String output = "";

  private ExitStatus run(Path program, FenceLimits limits, List<Path> readable, String... arguments)
      throws Exception {
    return Fence.<IOException>run(
        program,
        List.of(arguments),
        readable,
        limits,
        stream -> output = new String(stream.readAllBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void anIntruderIsRefusedEverything() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "nobody's business");
    Path script = copied("intruder.pl");
    assertThat(folder.toFile().setWritable(true, false)).isTrue();

    var exitStatus =
        run(
            PERL,
            LIMITS,
            List.of(script),
            script.toString(),
            secret.toString(),
            folder.toString(),
            Long.toString(ProcessHandle.current().pid()));

    assertThat(exitStatus.well()).as(exitStatus.toString()).isTrue();
    assertThat(output.strip().split(", "))
        .hasSize(20)
        .allSatisfy(tried -> assertThat(tried).endsWith(" refused"));
    assertThat(secret).hasContent("nobody's business");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(secret, script);
    }
  }

  /// The same tries, without the fence: what would be done shows that the test can fail.
  @Test
  void withoutTheFenceTheSameIntruderGetsIn() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "nobody's business");
    Path script = copied("intruder.pl");
    var unfenced = folder.resolve("elsewhere");
    Files.createDirectory(unfenced);

    var process =
        new ProcessBuilder(
                PERL.toString(),
                script.toString(),
                secret.toString(),
                unfenced.toString(),
                Long.toString(ProcessHandle.current().pid()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();

    assertThat(said.strip().split(", "))
        .contains("read done", "write done", "socket done", "fork done", "memory done")
        .noneMatch(tried -> tried.endsWith(" refused"));
  }

  @Test
  void itReadsWhatItMayAndAnswers() throws Exception {
    Path input = Files.writeString(folder.resolve("input"), "seven");

    var exitStatus = run(Path.of("/bin/cat"), LIMITS, List.of(input), input.toString());

    assertThat(exitStatus.well()).as(exitStatus.toString()).isTrue();
    assertThat(output).isEqualTo("seven");
  }

  @Test
  void whoUsesUpItsProcessorTimeIsKilled() throws Exception {
    var short1 = new FenceLimits(256 << 20, Duration.ofSeconds(1), Duration.ofSeconds(120));

    var exitStatus = run(PERL, short1, List.of(), "-e", "1 while 1");

    assertThat(exitStatus.exitCode()).isEqualTo(128 + 9);
    assertThat(exitStatus.inTime()).isTrue();
  }

  @Test
  void whoDoesNotEndIsKilled() throws Exception {
    var impatient = new FenceLimits(256 << 20, Duration.ofSeconds(9), Duration.ofMillis(300));

    var exitStatus = run(Path.of("/bin/sleep"), impatient, List.of(), "600");

    assertThat(exitStatus.inTime()).isFalse();
    assertThat(exitStatus.exitCode()).isEqualTo(128 + 9);
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void whoSaysTooMuchIsReadToItsEnd() throws Exception {
    var exitStatus = run(PERL, LIMITS, List.of(), "-e", "print STDERR 'no ' x 1_000_000; exit 3");

    assertThat(exitStatus.exitCode()).isEqualTo(3);
    assertThat(exitStatus.said()).startsWith("no no ").hasSizeLessThan(201);
  }

  @Test
  void aReaderThatHasEnoughEndsTheProgram() {
    assertThatThrownBy(() ->
            Fence.<InterruptedException>run(
                PERL,
                List.of("-e", "print 'x' while 1"),
                List.of(),
                LIMITS,
                stream -> {
                  stream.readNBytes(10);
                  throw new IOException("enough");
                }))
        .hasMessage("enough");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void anInterruptedCallerLeavesNoProgramBehind() throws Exception {
    var started = new CountDownLatch(1);
    var thrown = new AtomicReference<Throwable>();
    var caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Fence.<IOException>run(
                    PERL,
                    List.of("-e", "$| = 1; print 'x'; sleep 600"),
                    List.of(),
                    LIMITS,
                    stream -> {
                      stream.read();
                      started.countDown();
                      stream.read();
                    });
              } catch (Throwable e) {
                thrown.set(e);
              }
            });
    started.await();

    caller.interrupt();
    caller.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aProgramThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> run(folder.resolve("nothing"), LIMITS, List.of()))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FenceException.class)
        .hasMessageContaining("cannot be started");
  }

  /// Each part of the fence is one that the program cannot do without: the script as it is, with
  /// one call made into one that the kernel does not know.
  @ParameterizedTest
  @ValueSource(strings = {"seccomp", "landlock_create_ruleset", "capset", "prlimit64"})
  void aPartThatIsMissingIsNeverLeftOut(String call) throws Exception {
    var script =
        new String(
            Fence.class.getResourceAsStream("fence.pl").readAllBytes(), StandardCharsets.UTF_8);
    var broken = script.replaceFirst(call + " => \\[\\d+, \\d+\\]", call + " => [9999, 9999]");
    assertThat(broken).isNotEqualTo(script);

    var process =
        new ProcessBuilder(
                PERL.toString(),
                "-e",
                broken,
                "--",
                Long.toString(ProcessHandle.current().pid()),
                "268435456",
                "20",
                "0600000000000000",
                "/usr/lib",
                "/bin/echo",
                "unfenced")
            .start();

    assertThat(process.getInputStream().readAllBytes()).isEmpty();
    assertThat(process.waitFor()).isEqualTo(97);
  }

  @Test
  void itEndsWithItsParent() throws Exception {
    var script =
        new String(
            Fence.class.getResourceAsStream("fence.pl").readAllBytes(), StandardCharsets.UTF_8);
    var filter = HexFormat.of().formatHex(SeccompFilter.forThisMachine());
    var parent =
        new ProcessBuilder(
                SHELL.toString(),
                "-c",
                "/usr/bin/perl -e \"$1\" -- $$ 268435456 20 $2 /usr/lib /bin/sleep 600 & echo $!;"
                    + " wait",
                "parent",
                script,
                filter)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var number = parent.inputReader().readLine();
    var child = ProcessHandle.of(Long.parseLong(number)).orElseThrow();
    // From here on nothing looks for the parent any more: it is the program's own end that counts.
    await().until(() -> child.info().command().filter(it -> it.endsWith("/sleep")).isPresent());

    parent.destroyForcibly().waitFor();

    assertThat(child.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  @Test
  void aShellHasNoOtherProgram() throws Exception {
    run(SHELL, LIMITS, List.of(), "-c", "(echo child); echo $?");

    assertThat(output).doesNotContain("child");
  }

  private Path copied(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (var file = FenceTest.class.getResourceAsStream(name)) {
      Files.copy(file, copy);
    }
    return copy;
  }
}
