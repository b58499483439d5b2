package io.voicepost.transcoder.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// How often [SoundClassifier] is wrong: messages of every kind, made by [Messages], and what it
/// hears in them. Prints the table to standard output, the misheard to standard error.
///
/// Takes some minutes, a fraction of one with `--quick`. The same each time on the same machine:
/// the recorded voices are those that Asterisk brings along, and more in the folders that the
/// system property `voicepost.voices` names.
public final class TonesBench {
  private static final long SEED = 4;

  private TonesBench() {}

  public static void main(String[] args) throws Exception {
    boolean quick = List.of(args).contains("--quick");
    int each = Integer.getInteger("voicepost.messages", quick ? 12 : 200);
    Path folder = Files.createTempDirectory("tones-bench");
    try {
      VoiceSamples voices =
          VoiceSamples.speak(folder, new Random(SEED), quick ? 24 : 150, quick ? 100 : 800);
      System.out.printf(
          Locale.ROOT,
          "What Listening hears; %d spoken, %d whispered, %d recorded clips%n",
          voices.spoken().size(),
          voices.whispered().size(),
          voices.recorded().size());
      new TonesBench().run(new Messages(SEED, voices), each, folder);
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private final Map<SoundClass, Integer> all = new TreeMap<>();
  private final Map<SoundClass, Integer> wrong = new TreeMap<>();
  private long nanos;
  private double seconds;

  private void run(Messages messages, int each, Path folder) throws IOException {
    System.out.printf(
        Locale.ROOT, "%-34s %-8s %7s %6s  %s%n", "message", "is", "samples", "wrong", "heard as");
    messages.make(each, 60, true, folder, this::row);
    System.out.println();
    for (SoundClass kind : SoundClass.values()) {
      int count = all.getOrDefault(kind, 0);
      int errors = wrong.getOrDefault(kind, 0);
      System.out.printf(
          Locale.ROOT,
          "%-34s %-8s %7d %6d  %.2f %%%n",
          "all",
          kind.label(),
          count,
          errors,
          100.0 * errors / Math.max(1, count));
    }
    System.out.printf(
        Locale.ROOT,
        "%nlistened to %.0f minutes of sound, %.0f ms for each%n",
        seconds / 60,
        nanos / 1e6 * 60 / seconds);
  }

  private void row(String name, SoundClass kind, List<Messages.Message> messages) {
    Map<SoundClass, Integer> mistakes = new TreeMap<>();
    for (Messages.Message message : messages) {
      long start = System.nanoTime();
      SoundClass soundClass = message.heard();
      nanos += System.nanoTime() - start;
      double length = (double) message.samples().remaining() / message.rate();
      seconds += length;
      if (soundClass != kind) {
        mistakes.merge(soundClass, 1, Integer::sum);
        System.err.printf(
            Locale.ROOT, "  %s, %.1f s: %s%n", message.name(), length, soundClass.label());
      }
    }
    int errors = mistakes.values().stream().mapToInt(Integer::intValue).sum();
    all.merge(kind, messages.size(), Integer::sum);
    wrong.merge(kind, errors, Integer::sum);
    System.out.printf(
        Locale.ROOT,
        "%-34s %-8s %7d %6d  %s%n",
        name,
        kind.label(),
        messages.size(),
        errors,
        errors == 0 ? "" : mistakes);
  }
}
