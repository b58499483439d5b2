package io.voicepost.gateway.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WaveformBarsTest {
  @Test
  void loudestPeakReachesTheTopWhateverTheLevel() {
    assertThat(Collections.max(WaveformBars.of(List.of(10, 50, 25)).bars())).isEqualTo(100);
    assertThat(Collections.max(WaveformBars.of(List.of(100, 3)).bars())).isEqualTo(100);
  }

  @Test
  void silenceStaysLow() {
    assertThat(WaveformBars.of(List.of(0, 1, 2, 1)).bars()).allMatch(bar -> bar <= 10);
    assertThat(WaveformBars.of(List.of(0)).bars()).containsOnly(0);
  }

  @Test
  void anyNumberOfPeaksBecomesTheSameNumberOfBars() {
    for (int count : new int[] {1, 7, 79, 80, 81, 199, 200}) {
      var peaks = IntStream.range(0, count).mapToObj(i -> i * 100 / count).toList();
      var bars = WaveformBars.of(peaks).bars();
      assertThat(bars).as("%d peaks", count).hasSize(80).isSorted();
    }
  }

  @Test
  void shortSoundIsNotDrawnTwice() {
    var path = WaveformBars.of(List.of(100)).path();
    assertThat(path).startsWith("M2 4v92M6 4v92").hasSizeLessThan(800);
  }
}
