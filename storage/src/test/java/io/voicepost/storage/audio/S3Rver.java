package io.voicepost.storage.audio;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A second real S3 server, from npm: `s3rver`. It takes a chunked body for the object itself and
/// stores the framing with it, as some older servers of the world do.
final class S3Rver implements AutoCloseable {
  /// The one pair of keys that it knows.
  static final S3Config.Credentials KEYS = new S3Config.Credentials("S3RVER", "S3RVER");

  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");
  private static final int LINES_BEFORE_LISTENING = 20;

  private final Process process;
  private final BufferedReader output;
  private final URI endpoint;

  private S3Rver(Process process) throws IOException {
    this.process = process;
    this.output = process.inputReader();
    this.endpoint = URI.create("http://127.0.0.1:" + port());
  }

  static S3Rver start(Path folder) throws Exception {
    Path program = installed().resolve("node_modules/s3rver/bin/s3rver.js");
    return new S3Rver(
        new ProcessBuilder(
                "node",
                program.toString(),
                "--silent",
                "--address=127.0.0.1",
                "--port=0",
                "--directory=" + folder)
            .redirectErrorStream(true)
            .start());
  }

  /// How to reach a bucket of it, which it makes.
  S3Config config(S3Config.Compatibility dialect) {
    return new S3Config(
        new S3Config.Bucket(Optional.of(endpoint), "us-east-1", "voicepost", true),
        KEYS,
        dialect,
        S3Config.Timeouts.USUAL);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    output.close();
  }

  private String port() throws IOException {
    for (int i = 0; i < LINES_BEFORE_LISTENING; i++) {
      String line = output.readLine();
      if (line == null) {
        break;
      }
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        return listening.group(1);
      }
    }
    process.destroyForcibly();
    throw new IOException("s3rver did not start");
  }

  /// Installs it below `target`, once for each lock file.
  private static Path installed() throws Exception {
    Path source = Path.of("src/test/npm");
    Path target = Path.of("target/npm");
    Path stamp = target.resolve("installed.json");
    byte[] lock = Files.readAllBytes(source.resolve("package-lock.json"));
    if (Files.exists(stamp) && Arrays.equals(Files.readAllBytes(stamp), lock)) {
      return target;
    }
    Files.createDirectories(target);
    Files.write(target.resolve("package-lock.json"), lock);
    Files.copy(
        source.resolve("package.json"),
        target.resolve("package.json"),
        StandardCopyOption.REPLACE_EXISTING);
    Process npm =
        new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
            .directory(target.toFile())
            .redirectErrorStream(true)
            .redirectOutput(target.resolve("npm.log").toFile())
            .start();
    if (!npm.waitFor(3, TimeUnit.MINUTES) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      throw new IOException(
          "npm cannot install s3rver: " + Files.readString(target.resolve("npm.log")));
    }
    Files.write(stamp, lock);
    return target;
  }
}
