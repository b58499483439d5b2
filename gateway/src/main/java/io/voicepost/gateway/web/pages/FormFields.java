package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.QueryParams;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What was typed into a form. What is not there is empty text.
record FormFields(QueryParams values) {
  String text(String name) {
    return Optional.ofNullable(values.get(name)).orElse("");
  }

  /// Text with lines, as this site keeps them: browsers send two characters for a break.
  String lines(String name) {
    return text(name).replaceAll("\\r\\n?", "\n").strip();
  }

  /// All that was typed, by name, the first of each.
  Map<String, String> all() {
    var all = new LinkedHashMap<String, String>();
    values.names().forEach(name -> all.put(name, text(name)));
    return all;
  }

  Optional<String> optional(String name) {
    return Optional.of(text(name)).filter(it -> !it.isEmpty());
  }

  /// Names only: values may be secrets.
  @Override
  public String toString() {
    return values.names().toString();
  }
}
