package io.voicepost.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
  void startBenchmarkTellsTimesAndMemory() throws Exception {
    assertThat(StartBench.run(folder, 1, 2).toString())
        .containsPattern("gateway +1( +[0-9.]+ s){2} +[0-9]+ MB")
        .containsPattern("Asterisk +1( +[0-9.]+ s){2} +[0-9]+ MB")
        .containsPattern("gateway after 2 messages +[0-9]+ MB");
  }

  @Test
  void pagesAreMeasuredOnBothDatabases() throws Exception {
    var size = new Crowd.Size(300, 60, 20, 5);

    assertThat(TimelinesBench.run(folder, List.of(size), 4).toString())
        .containsPattern("SQLite, home +300 +4( +[0-9]+ ms){2}")
        .containsPattern("PostgreSQL, front page \\(HTML\\) +300 +4( +[0-9]+ ms){2}");
  }

  @Test
  void repostsOfManyAtOnceAreCountedExactlyOnBothDatabases() throws Exception {
    var storm = new RepostsBench.Storm(120, 30, Duration.ofSeconds(1));

    var result = RepostsBench.run(folder, new Crowd.Size(2_000, 200, 10, 5), storm);

    assertThat(result.counted()).containsExactly(120L, 120L);
  }

  @Test
  void everyListenerHearsOfEachPost() throws Exception {
    assertThat(ListenersBench.run(folder, 20, 2).toString())
        .containsPattern("20 +2( +[0-9]+ ms){2}");
  }

  @Test
  void hotAudioIsMeasuredBesideNginx() throws Exception {
    assertThat(AudioBench.run(folder, 1, Duration.ofSeconds(1)).toString())
        .containsPattern("1 +[0-9]+/s +[0-9]+/s +[0-9.]+");
  }
}
