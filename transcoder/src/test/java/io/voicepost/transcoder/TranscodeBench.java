package io.voicepost.transcoder;

import io.voicepost.transcoder.ffmpeg.EncodingProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Messages transcoded a second: ours, two threads in this process, against the `ffmpeg` command,
/// two at a time, one process a message, with the same encoders and options. Rounds of both
/// alternate, so that a busy machine is busy for both.
///
/// Takes two minutes on two idle cores, some seconds with `--quick`. Prints the table to standard
/// output, its progress to standard error.
public final class TranscodeBench {
  private static final int AT_ONCE = 2;

  /// @param seconds of sound that one round transcodes, so that each takes about as long
  private record Effort(int rounds, int seconds, List<Integer> lengths) {}

  private static final Effort USUAL = new Effort(5, 240, List.of(10, 60, 180));
  private static final Effort QUICK = new Effort(1, 60, List.of(10, 60));

  private final Transcoder transcoder;
  private final Path folder;
  private final Effort effort;

  private TranscodeBench(Transcoder transcoder, Path folder, Effort effort) {
    this.transcoder = transcoder;
    this.folder = folder;
    this.effort = effort;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("transcode-bench");
    try (Transcoder transcoder = new Transcoder(AT_ONCE)) {
      transcoder.awaitReady();
      var effort = List.of(args).contains("--quick") ? QUICK : USUAL;
      new TranscodeBench(transcoder, folder, effort).run();
    } finally {
      delete(folder);
    }
  }

  private void run() throws Exception {
    System.out.println("Messages transcoded a second (MP3 and Opus), median of " + effort.rounds());
    System.out.println("message         voicepost     ffmpeg    ratio    aim");
    for (int sampleRate : new int[] {8000, 16000}) {
      for (int seconds : effort.lengths()) {
        Path wav = Speech.write(folder.resolve("speech.wav"), sampleRate, seconds);
        System.out.println(row(wav, sampleRate, seconds));
      }
    }
  }

  private String row(Path wav, int sampleRate, int seconds) throws Exception {
    int messages = Math.max(2 * AT_ONCE, effort.seconds() / seconds);
    double[] ours = new double[effort.rounds()];
    double[] theirs = new double[effort.rounds()];
    for (int round = -1; round < effort.rounds(); round++) { // the first warms up
      System.err.printf(
          Locale.ROOT,
          "  %d s at %d kHz: round %d of %d%n",
          seconds,
          sampleRate / 1000,
          round + 1,
          effort.rounds());
      double we = rate(messages, _ -> transcoder.transcode(wav));
      double they = rate(messages, job -> Speech.run(command(wav, sampleRate, job)));
      if (round >= 0) {
        ours[round] = we;
        theirs[round] = they;
      }
    }
    return String.format(
        Locale.ROOT,
        "%3d s, %2d kHz  %9.1f  %9.1f  %6.2fx  %5s",
        seconds,
        sampleRate / 1000,
        median(ours),
        median(theirs),
        median(ours) / median(theirs),
        seconds == 10 ? "2x" : seconds == 60 ? "1x" : "");
  }

  private interface Job {
    void run(int number) throws Exception;
  }

  /// Does the job for each message, as many at once as both sides may, and tells how many a second.
  private static double rate(int messages, Job job)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    List<Future<?>> jobs = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < messages; i++) {
        int number = i;
        jobs.add(
            callers.submit(() -> {
              job.run(number);
              return null;
            }));
      }
    }
    for (Future<?> done : jobs) {
      done.get();
    }
    return messages * 1e9 / (System.nanoTime() - start);
  }

  /// One process that reads the WAV once and writes both files, told just what our encoders are.
  private List<String> command(Path wav, int sampleRate, int job) {
    List<String> command =
        new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y", "-i", wav.toString()));
    for (EncodingProfile profile :
        List.of(EncodingProfile.mp3(sampleRate), EncodingProfile.opus(sampleRate))) {
      command.addAll(List.of("-map", "0:a", "-map_metadata", "-1", "-ac", "1"));
      command.addAll(List.of("-c:a", profile.encoder(), "-ar", "" + profile.sampleRate()));
      command.addAll(
          List.of("-sample_fmt", profile.sampleFormat(), "-b:a", "" + profile.bitRate()));
      command.addAll(List.of("-flags:a", "+bitexact", "-fflags", "+bitexact"));
      profile.encoderOptions().forEach((name, value) -> command.addAll(List.of("-" + name, value)));
      profile
          .containerOptions()
          .forEach((name, value) -> command.addAll(List.of("-" + name, value)));
      command.addAll(
          List.of("-f", profile.container(), folder + "/" + job + "." + profile.container()));
    }
    return command;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
