package io.voicepost.gateway.web;

import io.voicepost.gateway.microblog.Reading;
import io.voicepost.storage.Entry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One page of a timeline, newest first.
///
/// @param older a link to the next page; empty on the last one
/// @param newest true for the first page, which grows while it is looked at
/// @param live what arrives here while it is looked at: `*` for everybody's posts, `home`, a
///   handle; empty for nothing
record Timeline(List<Card> cards, Optional<String> older, boolean newest, String live) {
  static final int PAGE = 20;
  static final String EVERYBODY = "*";
  static final String HOME = "home";
  static final String NOTHING = "";

  Timeline {
    cards = List.copyOf(cards);
  }

  static Timeline of(
      Visit visit, Cards cards, Reading.Stretch<? extends Entry> stretch, String live)
      throws IOException {
    return new Timeline(
        cards.of(Onlooker.of(visit), stretch.entries()),
        stretch.oldest().map(it -> visit.with("before", it.toString())),
        visit.before().isEmpty(),
        live);
  }

  boolean isSilent() {
    return cards.isEmpty() && newest;
  }

  /// The newest of the page, from where live updates go on; 0 where there is none.
  String head() {
    return cards.isEmpty() ? "0" : cards.getFirst().entryId();
  }
}
