package io.voicepost.gateway.web.api.entity;

import java.util.List;

/// Documented as `Tag`.
public record TagEntity(String id, String name, String url, List<Use> history, boolean following) {
  /// Of one day; a count as text.
  record Use(String day, String uses, String accounts) {}

  public static TagEntity of(String base, String tag) {
    return new TagEntity(tag, tag, new HtmlFormatter(base).tagUrl(tag), List.of(), false);
  }
}
