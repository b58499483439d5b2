package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// A real Asterisk for tests, started through `asterisk-conf/asterisk` on free ports, with its run
/// folder inside a folder of the test. It fetches Asterisk into the cache the first time.
public final class RealAsterisk implements AutoCloseable {
  public static final String LINE = "8642";
  public static final String AGI_SECRET = "secretPathForTests25";
  public static final String FALLBACK_KEY = "Sixteen4Test5key";

  /// In which tests run side by side, at most; and the ports of each.
  private static final int PROCESSES = 4;

  private static final int PORTS = 300;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();
  private static final Path SCRIPT = configuration().resolve("asterisk");

  /// One for all tests: making hundreds of sounds takes a while.
  private static final Path SOUNDS = Path.of("target", "sounds").toAbsolutePath();

  private static final int RTP_PORTS = 400;

  private final Process process;
  private final Map<String, String> environment;

  private RealAsterisk(Process process, Map<String, String> environment) {
    this.process = process;
    this.environment = environment;
  }

  /// Fetches it into the cache if it is not there, and with it the voices that tests speak with.
  public static void install() throws IOException {
    run("install");
  }

  /// Starts one that hands its calls to the FastAGI port given, and waits until it takes calls.
  public static RealAsterisk start(Path folder, int agiPort) {
    return start(folder, agiPort, Map.of());
  }

  /// @param more further `VP_` variables
  public static RealAsterisk start(Path folder, int agiPort, Map<String, String> more) {
    try {
      install();
      var environment = environment(folder, agiPort);
      environment.putAll(more);
      return start(environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts another one in the same place, after this one has ended.
  public RealAsterisk again() {
    try {
      return start(environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public InetSocketAddress sip() {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), Integer.parseInt(value("VP_SIP_PORT")));
  }

  public Path spool() {
    return Path.of(value("VP_SPOOL"));
  }

  public Path run() {
    return Path.of(value("VP_RUN"));
  }

  public Path sounds() {
    return Path.of(value("VP_SOUNDS"));
  }

  /// Where recordings are that are played instead of [#sounds()].
  public Path prompts() {
    return Path.of(value("VP_PROMPTS"));
  }

  /// Gives Asterisk a command of its console, and returns what it says.
  public String ask(String command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(SCRIPT.toString(), "ask", command).redirectErrorStream(true);
    builder.environment().put("VOICEPOST_CACHE", cache().toString());
    builder.environment().put("VP_RUN", value("VP_RUN"));
    var process = builder.start();
    try {
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("Asterisk refuses " + command + ": " + said);
      }
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  /// Ends Asterisk itself at once, as a crash does.
  public void crash() throws IOException, InterruptedException {
    long pid = Long.parseLong(Files.readString(run().resolve("asterisk.pid")).strip());
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("Asterisk did not stop");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// A port that nobody has, for UDP and TCP alike, that the system gives to nobody by itself, and
  /// that is given once: until it is listened to, it looks as free as before. Each of the processes
  /// in which tests run side by side has ports of its own.
  public static int freePort() {
    int first = 31_500 + PORTS * (Integer.getInteger("voicepost.tests.process", 0) % PROCESSES);
    for (int attempt = 0; attempt < 10_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(first, first + PORTS);
      if (!GIVEN.add(port)) {
        continue;
      }
      try (var tcp = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
          var udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
        return udp.getLocalPort();
      } catch (IOException taken) {
        // The next one may be free.
      }
    }
    throw new IllegalStateException("no port is free");
  }

  private String value(String name) {
    var value = environment.get(name);
    if (value == null) {
      throw new IllegalStateException(name);
    }
    return value;
  }

  private static Map<String, String> environment(Path folder, int agiPort) throws IOException {
    var environment = new HashMap<String, String>();
    int rtp = 11_000 + 2 * ThreadLocalRandom.current().nextInt(10_000);
    environment.put("VP_RUN", Files.createDirectories(folder.resolve("run")).toString());
    environment.put("VP_SPOOL", folder.resolve("spool").toString());
    environment.put("VP_SOUNDS", SOUNDS.toString());
    environment.put("VP_PROMPTS", folder.resolve("prompts").toString());
    environment.put("VP_AGI_PORT", "" + agiPort);
    environment.put("VP_MANAGER_PORT", "" + freePort());
    environment.put("VP_AGI_SECRET", AGI_SECRET);
    environment.put("VP_FALLBACK_KEY", FALLBACK_KEY);
    environment.put("VP_SIP_PORT", "" + freePort());
    environment.put("VP_RTP_START", "" + rtp);
    environment.put("VP_RTP_END", "" + (rtp + RTP_PORTS));
    environment.put("VP_STOP_SECONDS", "0");
    return environment;
  }

  static Path cache() {
    var named = System.getenv("VOICEPOST_CACHE");
    return named == null
        ? Path.of(System.getProperty("user.home"), ".cache", "voicepost")
        : Path.of(named);
  }

  private static RealAsterisk start(Map<String, String> environment) throws IOException {
    var builder = new ProcessBuilder(SCRIPT.toString(), "start").redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("VP_"));
    builder.environment().put("VOICEPOST_CACHE", cache().toString());
    builder.environment().putAll(environment);
    var process = builder.start();
    var said = new StringBuilder();
    var reader = process.inputReader(StandardCharsets.UTF_8);
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("asterisk ready url=")) {
        return new RealAsterisk(process, environment);
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException("Asterisk did not start: " + said);
  }

  private static void run(String command) throws IOException {
    var builder = new ProcessBuilder(SCRIPT.toString(), command).inheritIO();
    builder.environment().put("VOICEPOST_CACHE", cache().toString());
    var process = builder.start();
    try {
      if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException("asterisk-conf/asterisk " + command + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }

  /// The sounds that are built from the tables, in folders by language.
  public static Path builtSounds() throws IOException {
    Speech.run(configuration().resolve("prompts/build").toString(), SOUNDS.toString());
    return SOUNDS;
  }

  /// The folder `asterisk-conf`.
  public static Path configuration() {
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isExecutable(at.resolve("asterisk-conf/asterisk"))) {
        return at.resolve("asterisk-conf");
      }
    }
    throw new IllegalStateException("no asterisk-conf here or above");
  }
}
