package io.voicepost.gateway.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a WebVTT file strictly, as authors are to write it (W3C WebVTT, 4 "Syntax"), and keeps
/// times and plain text. Notes, styles, regions, settings and names of cues are left out, and so is
/// all markup in a text, voices (`<v Faye>`) included.
final class WebVttReader {
  private static final int LONGEST_FILE = 100_000;
  private static final int LONGEST_KEPT = 200_000;
  private static final int MOST_CUES = 3_000;
  private static final int LONGEST_TEXT = 1_000;
  private static final Duration LATEST = Duration.ofHours(1);

  private static final Pattern BREAK = Pattern.compile("\r\n|\n|\r");
  private static final Pattern HEAD = Pattern.compile("WEBVTT(?:[ \t].*)?");
  private static final Pattern LEFT_OUT = Pattern.compile("(?:NOTE|STYLE|REGION)(?:[ \t].*)?");
  private static final String TIME = "(?:(\\d{2,4}):)?([0-5]\\d):([0-5]\\d)\\.(\\d{3})";
  private static final Pattern TIMES =
      Pattern.compile(TIME + "[ \t]+-->[ \t]+" + TIME + "(?:[ \t]+.*)?");
  private static final Pattern TAG = Pattern.compile("<[^<>]*>");

  private final List<String> lines;
  private int next;

  WebVttReader(String file) throws WebVttException {
    if (file.length() > LONGEST_FILE) {
      throw new WebVttException(1, "a file has at most " + LONGEST_FILE + " characters");
    }
    lines = List.of(BREAK.split(file.startsWith("\uFEFF") ? file.substring(1) : file, -1));
  }

  WebVtt read() throws WebVttException {
    if (!HEAD.matcher(line()).matches()) {
      throw wrong("it does not begin with WEBVTT");
    }
    skipBlock();
    List<Cue> cues = new ArrayList<>();
    while (next < lines.size()) {
      if (line().isEmpty()) {
        next++;
      } else if (LEFT_OUT.matcher(line()).matches()) {
        skipBlock();
      } else {
        readCue(cues);
      }
    }
    var read = new WebVtt(cues);
    if (read.toString().length() > LONGEST_KEPT) {
      throw new WebVttException(1, "it has too many signs that are written in a longer way");
    }
    return read;
  }

  private void readCue(List<Cue> cues) throws WebVttException {
    if (!line().contains("-->")) {
      next++; // the name of the cue
    }
    Matcher times = TIMES.matcher(line());
    if (!times.matches()) {
      throw wrong("times are expected, like 00:01.000 --> 00:04.000");
    }
    var start = time(times, 1);
    var end = time(times, 5);
    if (end.compareTo(start) <= 0) {
      throw wrong("the cue ends before it starts");
    }
    if (!cues.isEmpty() && start.compareTo(cues.getLast().start()) < 0) {
      throw wrong("the cue starts before the one above it");
    }
    if (end.compareTo(LATEST) > 0) {
      throw wrong("no recording is that long");
    }
    next++;
    var text = text();
    if (!text.isBlank()) {
      cues.add(new Cue(start, end, text));
    }
    if (cues.size() > MOST_CUES) {
      throw wrong("a file has at most " + MOST_CUES + " cues");
    }
  }

  private String text() throws WebVttException {
    var texts = new ArrayList<String>();
    while (!line().isEmpty()) {
      if (line().contains("-->")) {
        throw wrong("an empty line is missing before the times");
      }
      var plain = plain(line());
      if (!plain.isBlank()) { // an empty line would end the cue
        texts.add(plain);
      }
      next++;
    }
    var text = String.join("\n", texts).strip();
    if (text.length() > LONGEST_TEXT) {
      throw wrong("a text has at most " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  private String plain(String line) throws WebVttException {
    var bare = TAG.matcher(line).replaceAll("");
    if (bare.contains("<")) {
      throw wrong("a tag does not end; write &lt; for the sign");
    }
    var written =
        bare.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&lrm;", "\u200E")
            .replace("&rlm;", "\u200F")
            .replace("&nbsp;", "\u00A0")
            .replace("&amp;", "&");
    return written
        .codePoints()
        .map(it -> it == '\t' ? ' ' : it)
        .filter(it -> Character.getType(it) != Character.CONTROL)
        .filter(it -> Character.getType(it) != Character.SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static Duration time(Matcher times, int group) {
    long hours = times.group(group) == null ? 0 : Long.parseLong(times.group(group));
    return Duration.ofHours(hours)
        .plusMinutes(Long.parseLong(times.group(group + 1)))
        .plusSeconds(Long.parseLong(times.group(group + 2)))
        .plusMillis(Long.parseLong(times.group(group + 3)));
  }

  private void skipBlock() {
    while (!line().isEmpty()) {
      next++;
    }
  }

  /// The line to read; past the last one, an empty one.
  private String line() {
    return next < lines.size() ? lines.get(next) : "";
  }

  private WebVttException wrong(String why) {
    return new WebVttException(next + 1, why);
  }
}
