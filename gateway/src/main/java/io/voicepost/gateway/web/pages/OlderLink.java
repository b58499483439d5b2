package io.voicepost.gateway.web.pages;

import io.voicepost.storage.Listed;
import java.util.List;
import java.util.Optional;

/// Where the next page of a list begins.
final class OlderLink {
  private OlderLink() {}

  /// A link to what comes after `page`, of which `size` was asked for.
  static Optional<String> of(WebRequest request, List<? extends Listed<?>> page, int size) {
    return page.size() < size
        ? Optional.empty()
        : Optional.of(request.with("before", Long.toString(page.getLast().cursor())));
  }
}
