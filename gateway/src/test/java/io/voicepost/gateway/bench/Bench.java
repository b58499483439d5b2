package io.voicepost.gateway.bench;

import io.voicepost.gateway.testphone.CannotCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// Runs one benchmark, the first argument, and prints its table; `--quick` after it for a minute's
/// version that shows whether it works and little more. The launcher clears away the temporary
/// folder in which all of it happens, also after Ctrl-C.
public final class Bench {
  private static final List<PublishBench.Batch> BATCHES =
      List.of(
          new PublishBench.Batch(5, 40, Duration.ofSeconds(1)),
          new PublishBench.Batch(60, 40, Duration.ofSeconds(3)),
          new PublishBench.Batch(180, 20, Duration.ofSeconds(3)));

  private static final List<PublishBench.Batch> QUICK_BATCHES =
      List.of(
          new PublishBench.Batch(5, 6, Duration.ofSeconds(1)),
          new PublishBench.Batch(60, 4, Duration.ofSeconds(2)));

  private static final CallsBench.Load LOAD =
      new CallsBench.Load(600, 20, Duration.ofSeconds(15), 2);

  private static final CallsBench.Load QUICK_LOAD =
      new CallsBench.Load(100, 20, Duration.ofSeconds(8), 1);

  private static final Crowd.Size FEW = new Crowd.Size(10_000, 100_000, 0, 50);
  private static final Crowd.Size MANY = new Crowd.Size(1_000_000, 100_000, 1_000_000, 50);
  private static final Crowd.Size HANDFUL = new Crowd.Size(2_000, 500, 500, 20);
  private static final Crowd.Size TOWN = new Crowd.Size(20_000, 25_000, 0, 20);

  private static final RepostsBench.Storm STORM =
      new RepostsBench.Storm(20_000, 200, Duration.ofSeconds(60));

  private static final RepostsBench.Storm GUST =
      new RepostsBench.Storm(400, 50, Duration.ofSeconds(4));

  private static final StrangersBench.Load WORST =
      new StrangersBench.Load(Duration.ofSeconds(60), 24, 10, 4_000, 200);

  private static final StrangersBench.Load BAD =
      new StrangersBench.Load(Duration.ofSeconds(12), 5, 4, 800, 40);

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    var words = List.of(arguments);
    boolean quick = words.contains("--quick");
    var folder = Files.createTempDirectory("voicepost-bench");
    try {
      System.out.println(table(words.getFirst(), quick, folder));
    } catch (IOException | CannotCallException e) {
      System.err.println("voicepost bench: " + e.getMessage());
      System.exit(1);
    }
  }

  private static Table table(String name, boolean quick, Path folder)
      throws IOException, InterruptedException, CannotCallException, ExecutionException {
    return switch (name) {
      case "publish" -> PublishBench.run(folder, quick ? QUICK_BATCHES : BATCHES);
      case "calls" -> CallsBench.run(folder, quick ? QUICK_LOAD : LOAD).table();
      case "timelines" ->
          TimelinesBench.run(
              folder, quick ? List.of(HANDFUL) : List.of(FEW, MANY), quick ? 200 : 3_000);
      case "reposts" ->
          RepostsBench.run(folder, quick ? HANDFUL : TOWN, quick ? GUST : STORM).table();
      case "listeners" -> ListenersBench.run(folder, quick ? 200 : 5_000, quick ? 3 : 10);
      case "audio" -> AudioBench.run(folder, quick ? 1 : 5, Duration.ofSeconds(quick ? 1 : 8));
      case "strangers" -> StrangersBench.run(folder, quick ? BAD : WORST).table();
      case "keys" -> KeysBench.run(folder, new KeysBench.Load(quick ? 40 : 2_000, 2)).table();
      case "start" -> StartBench.run(folder, quick ? 2 : 5, 20);
      default -> throw new IllegalArgumentException("no benchmark " + name);
    };
  }
}
