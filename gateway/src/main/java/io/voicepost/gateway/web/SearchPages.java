package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.Reading;
import io.voicepost.storage.Post;
import io.voicepost.storage.TimelineStore;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Looking for people, tags and captions.
final class SearchPages {
  private static final int LONGEST = 100;
  private static final int PEOPLE = 5;
  private static final int TAGS = 8;

  private final Microblog microblog;
  private final Pages pages;
  private final Cards cards;

  SearchPages(Microblog microblog, Pages pages, Cards cards) {
    this.microblog = microblog;
    this.pages = pages;
    this.cards = cards;
  }

  HttpResponse search(Visit visit) throws IOException {
    var typed = visit.query("q").orElse("").strip();
    var query = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
    var words = visit.words().place();
    var title = query.isEmpty() ? words.search() : words.search() + ": " + query;
    var frame = pages.named(title, visit);
    boolean first = visit.before().isEmpty();
    return pages.page(
        visit,
        "search",
        new View(
            frame,
            query,
            first ? people(visit, query) : List.of(),
            first ? tags(query) : List.of(),
            Timeline.of(visit, cards, posts(visit, query), Timeline.NOTHING)));
  }

  private List<AccountPages.Person> people(Visit visit, String query) throws IOException {
    var name = query.startsWith("@") ? query.substring(1) : query;
    if (name.isBlank() || name.startsWith("#")) {
      return List.of();
    }
    var hidden =
        visit.viewer().isEmpty()
            ? Set.of()
            : microblog.following().store().unseen(visit.viewer().get()).hidden();
    var found =
        microblog.accounts().search(name, PEOPLE).stream()
            .filter(it -> !hidden.contains(it.id()))
            .toList();
    return AccountPages.Person.of(microblog, Onlooker.of(visit), found);
  }

  private List<TimelineStore.TagCount> tags(String query) throws IOException {
    var start = (query.startsWith("#") ? query.substring(1) : query).toLowerCase(Locale.ROOT);
    return start.matches("[\\p{L}\\p{M}\\p{N}_]{1,100}")
        ? microblog.reading().tags(start, TAGS)
        : List.of();
  }

  private Reading.Stretch<Post> posts(Visit visit, String query) throws IOException {
    if (query.isBlank() || query.startsWith("@")) {
      return new Reading.Stretch<>(List.of(), Optional.empty(), Optional.empty());
    }
    return microblog.reading().search(visit.viewer(), query, visit.page(Timeline.PAGE));
  }

  /// What was found.
  record View(
      Frame frame,
      String query,
      List<AccountPages.Person> people,
      List<TimelineStore.TagCount> tags,
      Timeline timeline) {
    boolean isSilent() {
      return people.isEmpty() && tags.isEmpty() && timeline.cards().isEmpty();
    }

    String tagPath(TimelineStore.TagCount tag) {
      return Paths.tag(tag.tag());
    }
  }
}
