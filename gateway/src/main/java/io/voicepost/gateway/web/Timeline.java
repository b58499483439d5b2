package io.voicepost.gateway.web;

import io.voicepost.gateway.microblog.Reading;
import io.voicepost.storage.Account;
import io.voicepost.storage.Entry;
import io.voicepost.storage.PostId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One page of a timeline, newest first.
///
/// @param older where the next page begins; empty on the last one
/// @param newest true for the first page, which grows while it is looked at
record Timeline(List<Card> cards, Optional<PostId> older, boolean newest) {
  static final int PAGE = 20;

  Timeline {
    cards = List.copyOf(cards);
  }

  static Timeline of(
      Reading.Stretch<? extends Entry> stretch, boolean newest, Words words, Instant now) {
    return new Timeline(
        stretch.entries().stream().map(entry -> new Card(entry.post(), words, now)).toList(),
        stretch.oldest(),
        newest);
  }

  /// The newest post of the page, from where live updates go on; 0 where there is none.
  String head() {
    return cards.isEmpty() ? "0" : cards.getFirst().id();
  }

  /// The public page.
  record PublicView(Frame frame, Timeline timeline) {}

  /// The page of an account.
  record AccountView(Frame frame, Account account, long posts, Timeline timeline) {
    Avatar avatar() {
      return Avatar.of(account);
    }
  }

  /// The page of a post, or the small one that other sites embed.
  record PostView(Frame frame, Card card) {
    String url() {
      return frame.base() + card.path();
    }
  }
}
