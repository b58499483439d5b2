package io.voicepost.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpData;
import io.voicepost.storage.Account;
import io.voicepost.storage.Entry;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes live updates: each post or repost as the card that a listener's page would show.
final class LiveCards {
  private final Cards cards;
  private final Templates templates;
  private final Clock clock;

  LiveCards(Cards cards, Templates templates, Clock clock) {
    this.cards = cards;
    this.templates = templates;
    this.clock = clock;
  }

  /// Who sees one and the same card.
  private record Kind(Language language, boolean signedIn, boolean own) {}

  /// One new entry for many listeners: asked for and drawn once for all who see the same.
  final class Arrival {
    private final Entry entry;
    private final Map<Kind, HttpData> drawn = new HashMap<>();
    private Optional<Card.Facts> facts = Optional.empty();

    Arrival(Entry entry) {
      this.entry = entry;
    }

    HttpData forListener(LiveListener listener) throws IOException {
      if (facts.isEmpty()) {
        var visitor = onlooker(listener.language(), Optional.empty());
        facts = Optional.of(cards.of(visitor, List.of(entry)).getFirst().facts());
      }
      var reader = listener.reader();
      boolean own = reader.filter(it -> it.id().equals(entry.post().author().id())).isPresent();
      var kind = new Kind(listener.language(), reader.isPresent(), own);
      var known = drawn.get(kind);
      if (known != null) {
        return known;
      }
      var card = new Card(entry, facts.get(), onlooker(listener.language(), reader));
      var made = HttpData.of(UTF_8, event(card));
      drawn.put(kind, made);
      return made;
    }
  }

  /// What a listener missed, the oldest first.
  HttpData missed(LiveListener listener, List<? extends Entry> entries) throws IOException {
    var text = new StringBuilder();
    for (var card : cards.of(onlooker(listener.language(), listener.reader()), entries)) {
      text.append(event(card));
    }
    return HttpData.of(UTF_8, text);
  }

  private Onlooker onlooker(Language language, Optional<Account> reader) {
    return new Onlooker(reader, new Words(language), clock.instant());
  }

  private String event(Card card) {
    var text = new StringBuilder();
    text.append("id: ").append(card.entryId()).append("\nevent: post\n");
    templates
        .render("arrival", card)
        .toStringUtf8()
        .lines()
        .forEach(line -> text.append("data: ").append(line).append('\n'));
    return text.append('\n').toString();
  }
}
