package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What callers say in tests.
public final class Speech {
  private Speech() {}

  /// A person's voice, from the recordings that come with Asterisk, 8 kHz: a sentence and more of
  /// about five seconds.
  public static Path human(Path folder) throws IOException {
    return sox(folder.resolve("human.wav"), recorded("vm-intro"), "-r", "8000", "-c", "1");
  }

  /// A person's voice of twelve seconds.
  public static Path humanAtLength(Path folder) throws IOException {
    var whole = sox(folder.resolve("whole.wav"), recorded("vm-options"), "-r", "8000", "-c", "1");
    var speech = folder.resolve("long.wav");
    cut(whole, speech, Duration.ofSeconds(12));
    return speech;
  }

  /// A person's voice of exactly that many seconds, who says the same again and again and never
  /// twice alike: a machine would.
  public static Path humanFor(Path folder, int seconds) throws IOException {
    var once = humanAtLength(folder).toString();
    var command = new ArrayList<>(List.of("sox"));
    for (int i = 0; i <= seconds / 10; i++) {
      var again = folder.resolve("again-" + i + ".wav").toString();
      run("sox", once, again, "speed", "" + (1 + i / 100.0));
      command.add(again);
    }
    var file = folder.resolve("human-" + seconds + ".wav");
    command.addAll(List.of(file.toString(), "trim", "0", "" + seconds));
    run(command.toArray(String[]::new));
    return file;
  }

  /// A synthetic voice with sound up to 8 kHz, for wideband calls.
  public static Path wideband(Path folder, String text) throws IOException {
    var spoken = folder.resolve("spoken.wav");
    run("espeak-ng", "-v", "en-us", "-w", spoken.toString(), text);
    return sox(folder.resolve("wideband.wav"), spoken.toString(), "-r", "16000", "-c", "1");
  }

  public static Path silence(Path folder, int seconds) throws IOException {
    var file = folder.resolve("silence.wav");
    run(
        "sox",
        "-n",
        "-r",
        "8000",
        "-c",
        "1",
        "-b",
        "16",
        file.toString(),
        "trim",
        "0",
        "" + seconds);
    return file;
  }

  /// The beginning of a speech.
  public static void cut(Path speech, Path out, Duration length) throws IOException {
    run("sox", speech.toString(), out.toString(), "trim", "0", length.toMillis() / 1000.0 + "");
  }

  private static String recorded(String name) {
    var folders =
        List.of(
            RealAsterisk.cache()
                .resolve("asterisk-forky/usr/share/asterisk/sounds/en_US_f_Allison"),
            Path.of("/usr/share/asterisk/sounds/en_US_f_Allison"),
            Path.of("/usr/share/asterisk/sounds/en"));
    return folders.stream()
        .map(folder -> folder.resolve(name + ".wav"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no asterisk-core-sounds-en-wav"))
        .toString();
  }

  /// Joins the inputs, which stand before the first option of the output.
  private static Path sox(Path out, String... inputsAndOptions) throws IOException {
    var command = new ArrayList<>(List.of("sox"));
    int options = 0;
    while (!inputsAndOptions[options].startsWith("-")) {
      command.add(inputsAndOptions[options++]);
    }
    command.addAll(List.of(inputsAndOptions).subList(options, inputsAndOptions.length));
    command.addAll(List.of("-b", "16", out.toString()));
    run(command.toArray(String[]::new));
    return out;
  }

  public static void run(String... command) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(300, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
