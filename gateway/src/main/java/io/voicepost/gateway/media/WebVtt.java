package io.voicepost.gateway.media;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Captions as cues, in the order of their start. Its text ([#toString]) is a WebVTT file that
/// holds cues and nothing else, whatever file it was read from.
public record WebVtt(List<Cue> cues) {
  public WebVtt {
    cues = List.copyOf(cues);
    for (int i = 1; i < cues.size(); i++) {
      if (cues.get(i).start().compareTo(cues.get(i - 1).start()) < 0) {
        throw new IllegalArgumentException("cues come in the order of their start");
      }
    }
  }

  /// Reads a file, see [WebVttReader].
  public static WebVtt parse(String file) throws WebVttException {
    return new WebVttReader(file).read();
  }

  @Override
  public String toString() {
    return cues.stream()
        .map(cue ->
            time(cue.start()) + " --> " + time(cue.end()) + "\n" + escaped(cue.text()) + "\n")
        .collect(Collectors.joining("\n", "WEBVTT\n\n", ""));
  }

  private static String time(Duration time) {
    return "%02d:%02d:%02d.%03d"
        .formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart(), time.toMillisPart());
  }

  /// Without `>`, a text has no `-->`, which would start the times of another cue.
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
