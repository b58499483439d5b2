package io.voicepost.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.testphone.PlacesCalls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Each benchmark in its shortest form: that it measures at all. How long things take is nobody's
/// business here.
@Execution(ExecutionMode.CONCURRENT)
@PlacesCalls
final class BenchTest {
  @TempDir private Path folder;

  @Test
  void everyMessageOfThePublishBenchmarkBecomesPlayable() throws Exception {
    var batch = new PublishBench.Batch(2, 2, Duration.ofMillis(500));

    assertThat(PublishBench.run(folder, List.of(batch)).toString())
        .containsPattern("2 s +2( +[0-9.]+ s){4}");
  }

  @Test
  void noCallOfTheCallsBenchmarkIsLost() throws Exception {
    var result = CallsBench.run(folder, new CallsBench.Load(6, 3, Duration.ofSeconds(7), 1));

    assertThat(result.lost()).isZero();
    assertThat(result.table().toString())
        .containsPattern("Record\\(\\) 1 +6 +6 +0 +6 ")
        .containsPattern("voicepost 1 +6 +6 +0 +6 ");
  }

  @Test
  void strangersKeepNobodyOut() throws Exception {
    var load = new StrangersBench.Load(Duration.ofSeconds(6), 2, 3, 200, 10);

    var result = StrangersBench.run(folder, load);

    assertThat(result.hostile()).isGreaterThan(100);
    assertThat(result.refused()).as(result.table().toString()).isZero();
  }

  @Test
  void noKeyOfTheKeysBenchmarkIsLostOrDoubled() throws Exception {
    var result = KeysBench.run(folder, new KeysBench.Load(6, 2));

    assertThat(result.lost()).isZero();
    assertThat(result.doubled()).isZero();
    assertThat(result.table().toString())
        .containsPattern("RFC4733 +3 ")
        .containsPattern("INFO +3 ");
  }

  @Test
  void startBenchmarkTellsTimesAndMemory() throws Exception {
    assertThat(StartBench.run(folder, 1, 2).toString())
        .containsPattern("gateway +1( +[0-9.]+ s){2} +[0-9]+ MB")
        .containsPattern("Asterisk +1( +[0-9.]+ s){2} +[0-9]+ MB")
        .containsPattern("gateway after 2 messages +[0-9]+ MB");
  }
}
