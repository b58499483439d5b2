package io.voicepost.gateway.web.api;

import java.util.List;

/// Documented as `Tag`.
record TagEntity(String id, String name, String url, List<Use> history, boolean following) {
  /// Of one day; a count as text.
  record Use(String day, String uses, String accounts) {}

  static TagEntity of(String base, String tag) {
    return new TagEntity(tag, tag, new Html(base).tagUrl(tag), List.of(), false);
  }
}
