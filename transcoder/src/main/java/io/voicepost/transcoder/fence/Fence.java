package io.voicepost.transcoder.fence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Runs a program that meets foreign bytes: it may read its input and the libraries of the system,
/// compute, and write to its standard output. No other file, no network, no other process, none of
/// our environment; its memory and time are bounded, and it is killed when they are over or its
/// parent ends.
///
/// The kernel's Landlock and seccomp do it, which any user may ask for, in a container as well
/// (docs/decisions/0205). Where they are missing nothing is run. Callers may be virtual threads.
public final class Fence {
  private static final Path PERL = Path.of("/usr/bin/perl");
  private static final String SCRIPT = script();

  /// Programs and libraries of the system, which hold no secrets. What else is started inside the
  /// fence stays inside.
  private static final List<String> SYSTEM =
      List.of(
          "/usr/bin",
          "/usr/lib",
          "/usr/lib64",
          "/usr/local/lib",
          "/lib",
          "/lib64",
          "/etc/ld.so.cache",
          "/dev/null",
          "/dev/urandom");

  private static final int NOT_UP = 97;
  private static final int NOT_STARTED = 98;
  private static final int LONGEST_SAID = 200;

  private Fence() {}

  /// Takes what the program writes to its standard output. Whatever it throws ends the program.
  @FunctionalInterface
  public interface Output<X extends Exception> {
    void read(InputStream output) throws IOException, X;
  }

  /// Where a command is installed; a whole path stays what it is.
  ///
  /// @throws FenceException it is not on the path
  public static Path command(String name) throws FenceException {
    var path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    return Arrays.stream(path.split(":"))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder).resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new FenceException("there is no command " + name + " on this machine"));
  }

  /// Runs a program to its end.
  ///
  /// @param program its whole path
  /// @param readable the files that it may read
  /// @throws FenceException the fence cannot be put up
  /// @throws IOException the program cannot be started
  /// @throws InterruptedException the caller was interrupted; the program is killed
  public static <X extends Exception> ExitStatus run(
      Path program,
      List<String> arguments,
      List<Path> readable,
      FenceLimits limits,
      Output<X> output)
      throws IOException, InterruptedException, X {
    var command = command(program, arguments, readable, limits);
    // The program ends with the thread that started it: one that does nothing else.
    var run = new FutureTask<>(() -> supervised(command, limits, output));
    var thread = Thread.ofPlatform().name("fence").daemon().start(run);
    try {
      return run.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      thread.join();
      throw e;
    } catch (ExecutionException e) {
      throw Fence.<X>asItWas(e);
    }
  }

  private static List<String> command(
      Path program, List<String> arguments, List<Path> readable, FenceLimits limits)
      throws IOException {
    var paths = new ArrayList<>(SYSTEM);
    for (var path : readable) {
      paths.add(path.toAbsolutePath().toString());
    }
    if (paths.stream().anyMatch(path -> path.contains("\n"))) {
      throw new IOException("a path with a line break");
    }
    var command = new ArrayList<>(List.of(PERL.toString(), "-e", SCRIPT, "--"));
    command.add(Long.toString(ProcessHandle.current().pid()));
    command.add(Long.toString(limits.memory()));
    command.add(Long.toString(limits.processor().toSeconds()));
    command.add(HexFormat.of().formatHex(SeccompFilter.forThisMachine()));
    command.add(String.join("\n", paths));
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }

  private static <X extends Exception> ExitStatus supervised(
      List<String> command, FenceLimits limits, Output<X> output)
      throws IOException, InterruptedException, X {
    var builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.environment().clear();
    var process = started(builder);
    var reader =
        new FutureTask<Void>(() -> {
          try (var stream = process.getInputStream()) {
            output.read(stream);
            return null;
          } catch (Throwable e) {
            killed(process);
            throw e;
          }
        });
    var listener = new FutureTask<>(() -> said(process.getErrorStream()));
    Thread.ofVirtual().start(reader);
    Thread.ofVirtual().start(listener);
    try {
      boolean inTime = process.waitFor(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
      killed(process).waitFor();
      reader.get();
      return judged(new ExitStatus(process.exitValue(), listener.get(), inTime));
    } catch (ExecutionException e) {
      throw Fence.<X>asItWas(e);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /// Unlike the method of `Process`, this leaves what was said to be read.
  private static Process killed(Process process) {
    process.toHandle().destroyForcibly();
    return process;
  }

  private static Process started(ProcessBuilder builder) throws FenceException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new FenceException(String.valueOf(e.getMessage()));
    }
  }

  private static ExitStatus judged(ExitStatus exitStatus) throws IOException {
    if (exitStatus.exitCode() == NOT_UP) {
      throw new FenceException("the decoder cannot be fenced: " + exitStatus.said());
    }
    if (exitStatus.exitCode() == NOT_STARTED) {
      throw new IOException(exitStatus.said());
    }
    return exitStatus;
  }

  /// Reads to the end, so that nobody waits for a full pipe, and keeps the beginning.
  private static String said(InputStream error) throws IOException {
    var beginning = new ByteArrayOutputStream();
    beginning.write(error.readNBytes(LONGEST_SAID));
    while (error.read(new byte[8192]) >= 0) {
      // what is said too much
    }
    return beginning.toString(StandardCharsets.US_ASCII).strip().replaceAll("[^ -~]+", " ");
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Exception> X asItWas(ExecutionException thrown) throws IOException {
    return switch (thrown.getCause()) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      // Nothing else is thrown there.
      case Exception e -> (X) e;
      case null, default -> throw new IllegalStateException(thrown);
    };
  }

  private static String script() {
    try (var file = Fence.class.getResourceAsStream("fence.pl")) {
      if (file == null) {
        throw new IllegalStateException("fence.pl is missing in this build");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("fence.pl cannot be read", e);
    }
  }
}
