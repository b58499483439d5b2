package io.voicepost.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// As [BenchTest], the benchmarks of the web, one after the other.
final class LoadBenchTest {
  @TempDir private Path folder;

  @Test
  void pagesAreMeasuredOnBothDatabases() throws Exception {
    var size = new Crowd.Size(300, 60, 20, 5);

    assertThat(TimelinesBench.run(folder, List.of(size), 4).toString())
        .containsPattern("SQLite, home +300 +4( +[0-9]+ ms){2}")
        .containsPattern("SQLite, famous post to a follower's home +300 +20( +[0-9]+ ms){2}")
        .containsPattern("PostgreSQL, famous post to a follower's stream +300 +20( +[0-9]+ ms){2}")
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
