package io.voicepost.gateway.cli;

import static java.util.stream.Collectors.joining;

import io.voicepost.gateway.speech.PromptLanguage;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.FairUse;
import io.voicepost.storage.phone.LinePolicy;
import io.voicepost.storage.phone.LineSpeech;
import io.voicepost.storage.phone.OpeningHours;
import io.voicepost.storage.phone.ServiceLine;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A line as words that an operator reads and writes.
enum LineFormat {
  NAME("what people call it"),
  REGION("where callers' numbers without country code belong, as in US"),
  LANGUAGE("language of the prompts, as in en or zh-CN"),
  ASKS_LANGUAGE("callers may choose another at the start: yes or no"),
  GREETING("the recording that greets callers; empty: the usual welcome"),
  TAG("what its posts carry and its listeners hear, without #; empty: none"),
  LONGEST_SECONDS("the longest message, 1 to 3600"),
  SILENCE_SECONDS("silence that ends a message, 1 to 60"),
  ADMISSION("whose messages are taken: open, members or listed"),
  MODERATION("who listens: nobody (none), somebody before (see held), or after"),
  OPENS_ACCOUNTS("unknown callers may open an account: yes or no"),
  HOLDS_STRANGERS("unknown callers' messages are kept: yes or no"),
  TIME_ZONE("whose clocks the hours go by, as in Europe/Berlin"),
  HOURS(
      "when it is open, as in \"mon-fri 09:00-12:00 14:00-18:00; sat 10:00-24:00\"; empty: always"),
  CALLS_AN_HOUR("of one number; 0: no limit"),
  CALLS_AT_ONCE("of one number; 0: no limit"),
  LINE_CALLS_AT_ONCE("of all callers; 0: no limit"),
  MINUTES_A_DAY("of one number; 0: no limit");

  private final String purpose;

  LineFormat(String purpose) {
    this.purpose = purpose;
  }

  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What it is for.
  String purpose() {
    return purpose;
  }

  /// All that there is to say of a line, in order.
  static Map<LineFormat, String> of(ServiceLine line) {
    var words = new LinkedHashMap<LineFormat, String>();
    words.put(NAME, line.name());
    words.put(REGION, line.region());
    words.put(LANGUAGE, line.speech().language());
    words.put(ASKS_LANGUAGE, yes(line.speech().asksLanguage()));
    words.put(GREETING, line.speech().greeting().map(RecordingId::toString).orElse(""));
    words.put(TAG, line.speech().tag().orElse(""));
    words.put(LONGEST_SECONDS, Long.toString(line.longest().toSeconds()));
    words.put(SILENCE_SECONDS, Long.toString(line.silence().toSeconds()));
    words.put(ADMISSION, lower(line.policy().admission()));
    words.put(MODERATION, lower(line.policy().moderation()));
    words.put(OPENS_ACCOUNTS, yes(line.policy().opensAccounts()));
    words.put(HOLDS_STRANGERS, yes(line.policy().holdsStrangers()));
    words.put(TIME_ZONE, line.hours().zone().getId());
    words.put(HOURS, line.hours().text());
    words.put(CALLS_AN_HOUR, Integer.toString(line.fairUse().callsAnHour()));
    words.put(CALLS_AT_ONCE, Integer.toString(line.fairUse().callsAtOnce()));
    words.put(LINE_CALLS_AT_ONCE, Integer.toString(line.fairUse().lineCallsAtOnce()));
    words.put(MINUTES_A_DAY, Integer.toString(line.fairUse().minutesADay()));
    return words;
  }

  /// The line with some of its words changed.
  ///
  /// @param changes as `key=value`
  /// @throws CommandException saying what cannot be used
  static ServiceLine changed(ServiceLine line, Iterable<String> changes) throws CommandException {
    var words = of(line);
    for (var change : changes) {
      var parts = change.split("=", 2);
      if (parts.length < 2) {
        throw new CommandException("a change is key=value, not " + change);
      }
      var word = named(parts[0].strip());
      if (word == LANGUAGE) {
        checkSpoken(parts[1].strip());
      }
      words.put(word, parts[1].strip());
    }
    try {
      return read(line.number(), words);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e);
    }
  }

  private static void checkSpoken(String language) throws CommandException {
    if (PromptLanguage.of(Locale.forLanguageTag(language).getLanguage()).isEmpty()) {
      var spoken = PromptLanguage.all().stream().map(PromptLanguage::code).collect(joining(", "));
      throw new CommandException(
          "the telephone does not speak %s; it speaks %s".formatted(language, spoken));
    }
  }

  private static LineFormat named(String key) throws CommandException {
    for (var word : values()) {
      if (word.key().equals(key)) {
        return word;
      }
    }
    throw new CommandException(
        "a line has no %s; it has %s"
            .formatted(key, Arrays.stream(values()).map(LineFormat::key).collect(joining(", "))));
  }

  private static ServiceLine read(String number, Map<LineFormat, String> words) {
    return new ServiceLine(
        number,
        text(words, NAME),
        text(words, REGION),
        new LineSpeech(
            text(words, LANGUAGE),
            isYes(words, ASKS_LANGUAGE),
            optional(words, GREETING).map(LineFormat::recording),
            optional(words, TAG)),
        Duration.ofSeconds(number(words, LONGEST_SECONDS)),
        Duration.ofSeconds(number(words, SILENCE_SECONDS)),
        new LinePolicy(
            one(LinePolicy.Admission.class, words, ADMISSION),
            one(LinePolicy.Moderation.class, words, MODERATION),
            isYes(words, OPENS_ACCOUNTS),
            isYes(words, HOLDS_STRANGERS)),
        OpeningHours.parse(text(words, TIME_ZONE), text(words, HOURS)),
        new FairUse(
            number(words, CALLS_AN_HOUR),
            number(words, CALLS_AT_ONCE),
            number(words, LINE_CALLS_AT_ONCE),
            number(words, MINUTES_A_DAY)));
  }

  private static RecordingId recording(String text) {
    try {
      return RecordingId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("greeting is the id of a recording", e);
    }
  }

  private static String text(Map<LineFormat, String> words, LineFormat word) {
    return words.getOrDefault(word, "");
  }

  private static Optional<String> optional(Map<LineFormat, String> words, LineFormat word) {
    return Optional.of(text(words, word)).filter(it -> !it.isEmpty());
  }

  private static int number(Map<LineFormat, String> words, LineFormat word) {
    try {
      return Integer.parseInt(text(words, word));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(word.key() + " is a whole number", e);
    }
  }

  private static boolean isYes(Map<LineFormat, String> words, LineFormat word) {
    return switch (text(words, word)) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException(word.key() + " is yes or no");
    };
  }

  private static <E extends Enum<E>> E one(
      Class<E> type, Map<LineFormat, String> words, LineFormat word) {
    for (var constant : type.getEnumConstants()) {
      if (lower(constant).equals(text(words, word))) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        word.key()
            + " is one of "
            + Arrays.stream(type.getEnumConstants()).map(LineFormat::lower).collect(joining(", ")));
  }

  private static String yes(boolean yes) {
    return yes ? "yes" : "no";
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
