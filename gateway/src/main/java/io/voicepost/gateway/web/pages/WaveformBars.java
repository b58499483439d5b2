package io.voicepost.gateway.web.pages;

import java.util.List;

/// The picture of a voice: a fixed number of upright bars, each 0 to 100, the loudest at the top
/// whatever the recording's level was.
record WaveformBars(List<Integer> bars) {
  private static final int BARS = 80;
  private static final int STEP = 4;
  private static final int MIDDLE = 50;

  /// Peaks below this stay low: silence must not look like speech.
  private static final int QUIET = 20;

  WaveformBars {
    bars = List.copyOf(bars);
  }

  static WaveformBars of(List<Integer> peaks) {
    int loudest = Math.max(QUIET, peaks.stream().mapToInt(Integer::intValue).max().orElse(0));
    var bars = new Integer[BARS];
    for (int bar = 0; bar < BARS; bar++) {
      int from = bar * peaks.size() / BARS;
      int to = Math.max(from + 1, (bar + 1) * peaks.size() / BARS);
      int peak = peaks.subList(from, to).stream().mapToInt(Integer::intValue).max().orElse(0);
      bars[bar] = peak * 100 / loudest;
    }
    return new WaveformBars(List.of(bars));
  }

  /// The width of the drawing that [#path] is made for; its height is 100.
  static int width() {
    return BARS * STEP;
  }

  /// The bars as an SVG path to be stroked.
  String path() {
    var path = new StringBuilder(BARS * 9);
    for (int bar = 0; bar < bars.size(); bar++) {
      int half = Math.max(1, bars.get(bar) * 46 / 100);
      path.append('M')
          .append(bar * STEP + STEP / 2)
          .append(' ')
          .append(MIDDLE - half)
          .append('v')
          .append(2 * half);
    }
    return path.toString();
  }
}
