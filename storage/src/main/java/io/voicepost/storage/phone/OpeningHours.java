package io.voicepost.storage.phone;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// When a line is open, week for week, by the clocks of its time zone. Without spans it always is.
///
/// As text: `mon-fri 09:00-12:00 14:00-18:00; sat,sun 10:00-24:00`. A span that does not end after
/// it begins ends on the next day.
public record OpeningHours(ZoneId zone, List<Span> spans) {
  private static final int MOST_SPANS = 100;
  private static final Pattern SPAN = Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");
  private static final Comparator<Span> ORDER =
      Comparator.comparing(Span::day).thenComparing(Span::from).thenComparing(Span::to);

  public static final OpeningHours ALWAYS = new OpeningHours(ZoneId.of("UTC"), List.of());

  /// A stretch of a day; ends on the next day where `to` is not after `from`.
  public record Span(DayOfWeek day, LocalTime from, LocalTime to) {
    private boolean isOvernight() {
      return !to.isAfter(from);
    }

    private String text() {
      return from + "-" + (to.equals(LocalTime.MIDNIGHT) ? "24:00" : to);
    }
  }

  private record Interval(Instant from, Instant to) {}

  public OpeningHours {
    spans = spans.stream().distinct().sorted(ORDER).toList();
    if (spans.size() > MOST_SPANS) {
      throw new IllegalArgumentException("a week has at most " + MOST_SPANS + " spans");
    }
  }

  /// Reads what [#text] writes; an empty text is always.
  ///
  /// @throws IllegalArgumentException saying what is wrong with it
  public static OpeningHours parse(String zone, String text) {
    var spans = new ArrayList<Span>();
    for (var group : text.strip().toLowerCase(Locale.ROOT).split(";", -1)) {
      if (!group.isBlank()) {
        spans.addAll(group(group.strip()));
      }
    }
    return new OpeningHours(zone(zone), spans);
  }

  public String text() {
    var days =
        Stream.of(DayOfWeek.values())
            .map(day ->
                spans.stream()
                    .filter(it -> it.day() == day)
                    .map(Span::text)
                    .collect(Collectors.joining(" ")))
            .toList();
    var groups = new ArrayList<String>();
    for (int from = 0; from < 7; ) {
      int to = from;
      while (to < 6 && days.get(to + 1).equals(days.get(from))) {
        to++;
      }
      if (!days.get(from).isEmpty()) {
        groups.add(
            name(DayOfWeek.of(from + 1))
                + (to > from ? "-" + name(DayOfWeek.of(to + 1)) : "")
                + " "
                + days.get(from));
      }
      from = to + 1;
    }
    return String.join("; ", groups);
  }

  public boolean isOpen(Instant now) {
    return spans.isEmpty()
        || stretches(now).anyMatch(it -> !now.isBefore(it.from()) && now.isBefore(it.to()));
  }

  /// When it opens next; empty if it is open.
  public Optional<Instant> opensAt(Instant now) {
    return isOpen(now)
        ? Optional.empty()
        : stretches(now).map(Interval::from).filter(now::isBefore).min(Comparator.naturalOrder());
  }

  /// From yesterday, for what goes on into today, to today in a week.
  private Stream<Interval> stretches(Instant now) {
    var today = now.atZone(zone).toLocalDate();
    return IntStream.rangeClosed(-1, 7)
        .mapToObj(today::plusDays)
        .flatMap(date ->
            spans.stream()
                .filter(it -> it.day() == date.getDayOfWeek())
                .map(it -> stretch(it, date)));
  }

  private Interval stretch(Span span, LocalDate date) {
    var last = span.isOvernight() ? date.plusDays(1) : date;
    return new Interval(
        date.atTime(span.from()).atZone(zone).toInstant(),
        last.atTime(span.to()).atZone(zone).toInstant());
  }

  private static List<Span> group(String group) {
    var words = group.split("\\s+", -1);
    if (words.length < 2) {
      throw new IllegalArgumentException(
          "opening hours are days and times, as in mon-fri 09:00-18:00, not " + group);
    }
    var spans = new ArrayList<Span>();
    for (var day : days(words[0])) {
      for (int i = 1; i < words.length; i++) {
        spans.add(span(day, words[i]));
      }
    }
    return spans;
  }

  private static Span span(DayOfWeek day, String text) {
    Matcher matcher = SPAN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a span of time is as in 09:00-18:00, not " + text);
    }
    try {
      var to = matcher.group(2).equals("24:00") ? "00:00" : matcher.group(2);
      return new Span(day, LocalTime.parse(matcher.group(1)), LocalTime.parse(to));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no clock shows " + text, e);
    }
  }

  private static Set<DayOfWeek> days(String text) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (var part : text.split(",", -1)) {
      var ends = part.split("-", -1);
      if (ends.length > 2) {
        throw new IllegalArgumentException("days are as in mon-fri or sat,sun, not " + text);
      }
      var last = day(ends[ends.length - 1]);
      var day = day(ends[0]);
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  private static DayOfWeek day(String name) {
    for (var day : DayOfWeek.values()) {
      if (name(day).equals(name)) {
        return day;
      }
    }
    throw new IllegalArgumentException("a day is mon, tue, wed, thu, fri, sat or sun, not " + name);
  }

  private static String name(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a time zone is as in Europe/Berlin, not " + name, e);
    }
  }
}
