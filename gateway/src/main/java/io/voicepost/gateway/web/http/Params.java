package io.voicepost.gateway.web.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.QueryParams;
import io.voicepost.storage.post.PostText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What came with a request, whether in the address, a form, JSON or multipart: names and values.
/// `media_ids[]` and the JSON array `media_ids` are both `media_ids`; JSON's `{"poll": {"multiple":
/// true}}` is `poll[multiple]`, as in a form. What JSON says is `null` is not there.
public final class Params {
  /// More than any app sends: it names 80 accounts or posts at a time.
  static final int MOST_VALUES = 500;

  static final int LONGEST_NAME = 200;

  private static final Params NONE = new Params(Map.of(), Map.of());

  private final Map<String, List<String>> values;
  private final Map<String, UploadedFile> files;

  private Params(Map<String, List<String>> values, Map<String, UploadedFile> files) {
    this.values = values;
    this.files = files;
  }

  public static Params none() {
    return NONE;
  }

  /// @throws ApiException if they are too many, or have names that are too long
  public static Params of(QueryParams query) throws ApiException {
    var collected = new Collected();
    for (var field : query) {
      collected.add(field.getKey(), field.getValue());
    }
    return collected.params(Map.of());
  }

  /// @throws ApiException if it is no JSON object, or one of too many values
  public static Params ofJson(String text) throws ApiException {
    var json = Json.read(text);
    if (!json.isObject()) {
      throw ApiException.badRequest("The body is no JSON object");
    }
    var collected = new Collected();
    for (var field : json.properties()) {
      collected.flatten(field.getKey(), field.getValue());
    }
    return collected.params(Map.of());
  }

  /// @throws ApiException if they are too many, or have names that are too long
  public static Params of(Map<String, List<String>> fields, Map<String, UploadedFile> files)
      throws ApiException {
    var collected = new Collected();
    for (var field : fields.entrySet()) {
      for (var value : field.getValue()) {
        collected.add(field.getKey(), value);
      }
    }
    var named = new HashMap<String, UploadedFile>();
    files.forEach((name, file) -> named.put(bare(name), file));
    return collected.params(named);
  }

  /// Names and values as they come, with a limit on both: JSON repeats an outer name for each value
  /// within, so that a short body can stand for long names.
  private static final class Collected {
    private final Map<String, List<String>> values = new HashMap<>();
    private int count;

    void add(String name, String value) throws ApiException {
      count++;
      if (count > MOST_VALUES) {
        throw ApiException.badRequest("There are more than " + MOST_VALUES + " values");
      }
      if (name.length() > LONGEST_NAME) {
        throw ApiException.badRequest("A name is longer than " + LONGEST_NAME + " characters");
      }
      values.computeIfAbsent(bare(name), _ -> new ArrayList<>()).add(value);
    }

    /// As deep as [Json] reads.
    void flatten(String name, JsonNode value) throws ApiException {
      if (value.isObject()) {
        for (var field : value.properties()) {
          flatten(name + "[" + field.getKey() + "]", field.getValue());
        }
      } else if (value.isArray()) {
        for (var element : value) {
          flatten(name, element);
        }
      } else if (!value.isNull()) {
        add(name, value.asText());
      }
    }

    Params params(Map<String, UploadedFile> files) {
      return new Params(values, files);
    }
  }

  /// These and others; where both have a name, the others'.
  public Params and(Params others) {
    if (this == NONE) {
      return others;
    }
    var values = new HashMap<>(this.values);
    values.putAll(others.values);
    var files = new HashMap<>(this.files);
    files.putAll(others.files);
    return new Params(values, files);
  }

  private static String bare(String name) {
    return name.endsWith("[]") ? name.substring(0, name.length() - 2) : name;
  }

  /// The value of a name, the last if there are several.
  public Optional<String> text(String name) {
    var all = all(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /// The value of a name that must be there and not be blank.
  ///
  /// @throws ApiException 422 if it is not
  public String required(String name) throws ApiException {
    return text(name)
        .filter(it -> !it.isBlank())
        .orElseThrow(
            () -> ApiException.unprocessable("Validation failed: " + name + " can't be blank"));
  }

  /// All values of a name, as they came.
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /// A text as the stores keep it: lines end in `\n`, tabs are spaces.
  public Optional<String> lines(String name) {
    return text(name).map(it -> it.replace("\r\n", "\n").replace('\r', '\n').replace('\t', ' '));
  }

  /// Ids, in their order; what is none names nothing.
  public List<Long> ids(String name) {
    return all(name).stream()
        .filter(it -> it.matches("[1-9][0-9]{0,17}"))
        .map(Long::valueOf)
        .distinct()
        .toList();
  }

  /// A language tag (BCP 47), as programs write it: `zh_CN` is `zh-CN`. Empty where the name is not
  /// there or says no language.
  public Optional<String> language(String name) {
    return text(name).map(it -> it.strip().replace('_', '-')).filter(PostText::isLanguage);
  }

  public boolean has(String name) {
    return values.containsKey(name) || files.containsKey(name);
  }

  /// A yes or no; empty where the name is not there.
  public Optional<Boolean> flag(String name) {
    return text(name).map(Params::isYes);
  }

  /// As the documented API reads booleans: `false`, `f`, `0`, `off` and nothing are no.
  public static boolean isYes(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "", "0", "f", "false", "off" -> false;
      default -> true;
    };
  }

  /// A whole number; empty where the name is not there.
  ///
  /// @throws ApiException 400 if it is none
  public Optional<Long> number(String name) throws ApiException {
    var text = text(name).filter(it -> !it.isBlank());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(text.get().strip()));
    } catch (NumberFormatException e) {
      throw ApiException.badRequest(name + " must be a whole number");
    }
  }

  /// How many of a list are asked for: `limit`, at least 1 and at most `most`.
  ///
  /// @throws ApiException 400 if it is no number
  public int limit(int usual, int most) throws ApiException {
    return Math.clamp(number("limit").orElse((long) usual), 1, most);
  }

  public Optional<UploadedFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  List<UploadedFile> files() {
    return List.copyOf(files.values());
  }

  /// Names only: values may be secrets.
  @Override
  public String toString() {
    return values.keySet() + " " + files.keySet();
  }
}
