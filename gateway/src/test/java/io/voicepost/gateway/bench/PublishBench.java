package io.voicepost.gateway.bench;

import static io.voicepost.gateway.bench.Times.seconds;

import io.voicepost.gateway.testphone.Callers;
import io.voicepost.gateway.testphone.CannotCallException;
import io.voicepost.gateway.testphone.Speech;
import io.voicepost.transcoder.ffmpeg.EncodingProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Hang-up to playable: from a caller's goodbye until a visitor who has the page open holds the
/// whole MP3. Beside it the `ffmpeg` command makes the same two files of the same speech, and
/// nothing else: the least that any service could take that starts it after the call.
final class PublishBench {
  private static final Duration AIM = Duration.ofSeconds(1);
  private static final int AIM_IS_FOR = 60;
  private static final int TELEPHONE_HERTZ = 8000;
  private static final int FFMPEG_RUNS = 5;
  private static final Batch WARM_UP = new Batch(3, 3, Duration.ofSeconds(1));

  /// So many messages of one length, of which one begins each `apart`.
  record Batch(int seconds, int calls, Duration apart) {}

  private final Path folder;
  private final Service service;
  private final Live live;

  private PublishBench(Path folder, Service service, Live live) {
    this.folder = folder;
    this.service = service;
    this.live = live;
  }

  static Table run(Path folder, List<Batch> batches)
      throws IOException, InterruptedException, CannotCallException {
    try (var service = Service.start(folder);
        var live = new Live(service.gateway().page())) {
      var bench = new PublishBench(folder, service, live);
      bench.measure(WARM_UP);
      return bench.table(batches);
    }
  }

  private Table table(List<Batch> batches)
      throws IOException, InterruptedException, CannotCallException {
    var table =
        new Table(
            "publish: hang-up to playable",
            "message",
            "calls",
            "p50",
            "p95",
            "max",
            "ffmpeg alone",
            "aim for p95");
    for (var batch : batches) {
      var times = measure(batch);
      table.row(
          batch.seconds() + " s",
          batch.calls() + "",
          seconds(times.median()),
          seconds(times.atPercent(95)),
          seconds(times.longest()),
          seconds(ffmpeg(Speech.humanFor(folder, batch.seconds())).median()),
          batch.seconds() == AIM_IS_FOR ? "< " + seconds(AIM) : "");
    }
    table.note(
        "Real calls that overlap; 'ffmpeg alone' makes the two files with nothing else going on.");
    table.note(
        "Playable: announced by server-sent events, and the whole MP3 fetched. Callers' clock: 5 ms.");
    return table;
  }

  private Times measure(Batch batch) throws IOException, InterruptedException, CannotCallException {
    live.forget();
    var speech = Speech.humanFor(folder, batch.seconds());
    var progress = Progress.of("%d s messages".formatted(batch.seconds()), batch.calls());
    var calls =
        new ArrayList<>(
            Callers.call(service.call(speech), batch.calls(), batch.apart(), progress).calls());
    for (var call : calls) {
      if (!call.isWell()) {
        throw new IOException("a call went wrong: " + call.outcome());
      }
    }
    var playableAt = live.await(calls.size());
    calls.sort(Comparator.comparingLong(Callers.Finished::answeredAt));
    var times = new ArrayList<Duration>();
    for (int i = 0; i < calls.size(); i++) {
      times.add(Duration.ofNanos(playableAt.get(i) - calls.get(i).endedAt()));
    }
    return new Times(times);
  }

  /// The command does what the transcoder does, with the same encoders.
  private Times ffmpeg(Path speech) throws IOException, InterruptedException {
    var times = new ArrayList<Duration>();
    for (int i = 0; i < FFMPEG_RUNS; i++) {
      var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
      command.addAll(List.of("-i", speech.toString()));
      for (var profile :
          List.of(EncodingProfile.mp3(TELEPHONE_HERTZ), EncodingProfile.opus(TELEPHONE_HERTZ))) {
        command.addAll(List.of("-map", "0:a", "-ac", "1", "-c:a", profile.encoder()));
        command.addAll(List.of("-ar", "" + profile.sampleRate(), "-b:a", "" + profile.bitRate()));
        profile
            .encoderOptions()
            .forEach((name, value) -> command.addAll(List.of("-" + name, value)));
        command.add(folder.resolve("rival." + profile.container()).toString());
      }
      long start = System.nanoTime();
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IOException("failed: " + String.join(" ", command));
      }
      times.add(Duration.ofNanos(System.nanoTime() - start));
    }
    return new Times(times);
  }
}
