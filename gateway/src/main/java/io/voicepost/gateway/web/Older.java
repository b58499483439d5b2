package io.voicepost.gateway.web;

import io.voicepost.storage.Listed;
import java.util.List;
import java.util.Optional;

/// Where the next page of a list begins.
final class Older {
  private Older() {}

  /// A link to what comes after `page`, of which `size` was asked for.
  static Optional<String> of(Visit visit, List<? extends Listed<?>> page, int size) {
    return page.size() < size
        ? Optional.empty()
        : Optional.of(visit.with("before", Long.toString(page.getLast().cursor())));
  }
}
