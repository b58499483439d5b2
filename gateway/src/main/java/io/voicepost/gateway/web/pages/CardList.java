package io.voicepost.gateway.web.pages;

import io.voicepost.gateway.microblog.PostQueries;
import io.voicepost.storage.post.TimelineEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One page of a timeline, newest first.
///
/// @param older a link to the next page; empty on the last one
/// @param newest true for the first page, which grows while it is looked at
/// @param live what arrives here while it is looked at: `*` for everybody's posts, `home`, a
///   handle; empty for nothing
record CardList(List<Card> cards, Optional<String> older, boolean newest, String live) {
  static final int PAGE = 20;
  static final String EVERYBODY = "*";
  static final String HOME = "home";
  static final String NOTHING = "";

  CardList {
    cards = List.copyOf(cards);
  }

  static CardList of(
      WebRequest request,
      CardLoader cardLoader,
      PostQueries.TimelineSlice<? extends TimelineEntry> slice,
      String live)
      throws IOException {
    return new CardList(
        cardLoader.of(Viewer.of(request), slice.entries()),
        slice.oldest().map(it -> request.with("before", it.toString())),
        request.before().isEmpty(),
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
