package io.voicepost.gateway.web;

import io.voicepost.storage.Account;
import io.voicepost.storage.Post;
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

  /// Makes a page of up to [#PAGE] posts; `posts` has one more if there are older ones.
  static Timeline of(List<Post> posts, boolean newest, Words words, Instant now) {
    var shown = posts.subList(0, Math.min(PAGE, posts.size()));
    return new Timeline(
        shown.stream().map(post -> new Card(post, words, now)).toList(),
        posts.size() > PAGE ? Optional.of(shown.getLast().id()) : Optional.empty(),
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
