package io.voicepost.gateway.web.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.linecorp.armeria.common.HttpData;
import io.voicepost.gateway.web.pages.Card;
import io.voicepost.gateway.web.pages.CardLoader;
import io.voicepost.gateway.web.pages.Templates;
import io.voicepost.gateway.web.pages.Viewer;
import io.voicepost.gateway.web.words.PageLanguage;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.Account;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.TimelineEntry;
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
public final class LiveCards {
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int MOST_DRAWN = 1_000;

  private final CardLoader cardLoader;
  private final Templates templates;
  private final Clock clock;

  /// For visitors who come back: they come in crowds, and miss the same.
  private final Cache<MissedKey, String> drawn =
      Caffeine.newBuilder().maximumSize(MOST_DRAWN).expireAfterWrite(FRESH).build();

  private record MissedKey(PostId entry, Optional<Instant> edited, PageLanguage language) {}

  public LiveCards(CardLoader cardLoader, Templates templates, Clock clock) {
    this.cardLoader = cardLoader;
    this.templates = templates;
    this.clock = clock;
  }

  /// Who sees one and the same card.
  private record CardVariant(PageLanguage language, boolean signedIn, boolean own) {}

  /// One new entry for many listeners: asked for and drawn once for all who see the same.
  final class NewCard {
    private final TimelineEntry entry;
    private final Map<CardVariant, HttpData> drawn = new HashMap<>();
    private Optional<Card.Facts> facts = Optional.empty();

    NewCard(TimelineEntry entry) {
      this.entry = entry;
    }

    HttpData forListener(LiveListener listener) throws IOException {
      if (facts.isEmpty()) {
        var visitor = onlooker(listener.language(), Optional.empty());
        facts = Optional.of(cardLoader.of(visitor, List.of(entry)).getFirst().facts());
      }
      var reader = listener.reader();
      boolean own = reader.filter(it -> it.id().equals(entry.post().author().id())).isPresent();
      var variant = new CardVariant(listener.language(), reader.isPresent(), own);
      var known = drawn.get(variant);
      if (known != null) {
        return known;
      }
      var card = new Card(entry, facts.get(), onlooker(listener.language(), reader));
      var made = HttpData.of(UTF_8, event(card));
      drawn.put(variant, made);
      return made;
    }
  }

  /// What a listener missed, the oldest first. A visitor may get what was drawn for another some
  /// seconds ago.
  HttpData missed(LiveListener listener, List<? extends TimelineEntry> entries) throws IOException {
    var events = new TreeMap<PostId, String>();
    var toDraw = new ArrayList<TimelineEntry>();
    boolean visitor = listener.reader().isEmpty();
    for (var entry : entries) {
      var known = visitor ? drawn.getIfPresent(missed(entry, listener)) : null;
      if (known == null) {
        toDraw.add(entry);
      } else {
        events.put(entry.id(), known);
      }
    }
    for (var card : cardLoader.of(onlooker(listener.language(), listener.reader()), toDraw)) {
      var event = event(card);
      events.put(card.entry().id(), event);
      if (visitor) {
        drawn.put(missed(card.entry(), listener), event);
      }
    }
    return HttpData.ofUtf8(String.join("", events.values()));
  }

  private static MissedKey missed(TimelineEntry entry, LiveListener listener) {
    return new MissedKey(entry.id(), entry.post().editedAt(), listener.language());
  }

  private Viewer onlooker(PageLanguage language, Optional<Account> reader) {
    return new Viewer(reader, new Words(language), clock.instant());
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
