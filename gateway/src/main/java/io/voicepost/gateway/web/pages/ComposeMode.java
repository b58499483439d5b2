package io.voicepost.gateway.web.pages;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// What is done with the form that posts are written in.
enum ComposeMode {
  NEW,
  REPLY,
  EDIT,
  DRAFT;

  /// The one whose field names a post.
  ///
  /// @param fields the value of a field, or nothing
  static ComposeMode of(UnaryOperator<String> fields) {
    for (var mode : List.of(REPLY, EDIT, DRAFT)) {
      if (!fields.apply(mode.field()).isEmpty()) {
        return mode;
      }
    }
    return NEW;
  }

  String field() {
    return name().toLowerCase(Locale.ROOT);
  }
}
