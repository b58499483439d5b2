package io.voicepost.gateway.web.words;

import com.ibm.icu.number.LocalizedNumberFormatter;
import com.ibm.icu.number.Notation;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.Precision;
import com.ibm.icu.util.ULocale;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Everything that a page says, in one language. A message is found by its key in the tables
/// `messages_<code>.properties`.
public record Words(PageLanguage language) {
  private static final long EXACT = 10_000;

  /// A message.
  ///
  /// @param arguments what stands for `{0}`, `{1}`, ... in it: texts and numbers
  /// @throws IllegalArgumentException if no message has that key
  public String say(String key, Object... arguments) {
    return language.messages().format(key, arguments);
  }

  /// The message for one of several cases: its key ends with the case in small letters, as in
  /// `post.visibility.public`.
  ///
  /// @throws IllegalArgumentException if there is no message for it
  public String say(String key, Enum<?> which, Object... arguments) {
    return say(key + "." + which.name().toLowerCase(Locale.ROOT).replace('_', '-'), arguments);
  }

  /// What a scope lets an app do; the scope itself where there is no message for it.
  public String scope(String scope) {
    var key = "scope." + scope.replace(':', '.');
    return language.messages().has(key) ? say(key) : scope;
  }

  /// What the scripts of a page say, by the names that they know: the messages `script.<page>.`,
  /// with the places for what the scripts put in.
  public Map<String, String> scripts(String page) {
    var prefix = "script." + page + ".";
    var messages = language.messages();
    return messages.keys().stream()
        .filter(it -> it.startsWith(prefix))
        .collect(Collectors.toMap(it -> it.substring(prefix.length()), messages::text));
  }

  /// What a key of the telephone is called.
  public String key(String key) {
    return switch (key) {
      case "*" -> say("call.star");
      case "#" -> say("call.hash");
      default -> key;
    };
  }

  /// A count as it fits under a post: exact up to 9,999, then rounded down to three digits or four;
  /// empty for none.
  public String count(long count) {
    if (count == 0) {
      return "";
    }
    if (count < EXACT) {
      return Long.toString(count);
    }
    var tenths = compact().precision(Precision.maxFraction(1)).format(count).toString();
    // From a hundred of a unit on, its tenths are noise.
    return tenths.matches("[0-9]{3}.*")
        ? compact().precision(Precision.integer()).format(count).toString()
        : tenths;
  }

  private LocalizedNumberFormatter compact() {
    return NumberFormatter.withLocale(formats())
        .notation(Notation.compactShort())
        .roundingMode(RoundingMode.DOWN);
  }

  // Time

  /// How long a voice is, in words.
  public String length(Duration length) {
    long seconds = Math.max(1, Math.round(length.toMillis() / 1000.0));
    long minutes = seconds / 60;
    long rest = seconds % 60;
    if (minutes == 0) {
      return say("time.seconds", rest);
    }
    return rest == 0 ? say("time.minutes", minutes) : say("time.length", minutes, rest);
  }

  /// When something happened, as people say it: relative up to a day, then the date.
  public String when(Instant then, Instant now) {
    var ago = Duration.between(then, now);
    if (ago.toMinutes() < 1) {
      return say("time.just-now");
    }
    if (ago.toHours() < 1) {
      return say("time.minutes-ago", ago.toMinutes());
    }
    if (ago.toDays() < 1) {
      return say("time.hours-ago", ago.toHours());
    }
    boolean thisYear =
        then.atZone(ZoneOffset.UTC).getYear() == now.atZone(ZoneOffset.UTC).getYear();
    return date(then, thisYear ? "MMMd" : "yMMMd");
  }

  /// How far something is ahead.
  public String in(Duration ahead) {
    long minutes = minutes(ahead);
    return minutes < 60
        ? say("time.in-minutes", minutes)
        : say("time.in-hours", (minutes + 30) / 60);
  }

  /// The full time, for a title.
  public String exactly(Instant then) {
    return say("time.exactly", date(then, "yMMMMd"), date(then, "Hm"));
  }

  /// The month in which something happened.
  public String month(Instant then) {
    return date(then, "yMMMM");
  }

  /// Whole minutes, rounded up, at least one.
  public static long minutes(Duration time) {
    return Math.max(1, (time.toSeconds() + 59) / 60);
  }

  private String date(Instant time, String skeleton) {
    return language.messages().date(skeleton).format(time.atZone(ZoneOffset.UTC));
  }

  private ULocale formats() {
    return language.messages().locale();
  }
}
