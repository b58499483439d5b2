package io.voicepost.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.linecorp.armeria.common.HttpData;
import io.voicepost.storage.Account;
import io.voicepost.storage.Entry;
import io.voicepost.storage.PostId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Writes live updates: each post or repost as the card that a listener's page would show.
final class LiveCards {
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int MOST_DRAWN = 1_000;

  private final Cards cards;
  private final Templates templates;
  private final Clock clock;

  /// For visitors who come back: they come in crowds, and miss the same.
  private final Cache<Missed, String> drawn =
      Caffeine.newBuilder().maximumSize(MOST_DRAWN).expireAfterWrite(FRESH).build();

  private record Missed(PostId entry, Optional<Instant> edited, Language language) {}

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

  /// What a listener missed, the oldest first. A visitor may get what was drawn for another some
  /// seconds ago.
  HttpData missed(LiveListener listener, List<? extends Entry> entries) throws IOException {
    var events = new TreeMap<PostId, String>();
    var toDraw = new ArrayList<Entry>();
    boolean visitor = listener.reader().isEmpty();
    for (var entry : entries) {
      var known = visitor ? drawn.getIfPresent(missed(entry, listener)) : null;
      if (known == null) {
        toDraw.add(entry);
      } else {
        events.put(entry.id(), known);
      }
    }
    for (var card : cards.of(onlooker(listener.language(), listener.reader()), toDraw)) {
      var event = event(card);
      events.put(card.entry().id(), event);
      if (visitor) {
        drawn.put(missed(card.entry(), listener), event);
      }
    }
    return HttpData.ofUtf8(String.join("", events.values()));
  }

  private static Missed missed(Entry entry, LiveListener listener) {
    return new Missed(entry.id(), entry.post().editedAt(), listener.language());
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
