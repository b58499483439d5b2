package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.ParsedText;
import io.voicepost.gateway.microblog.PostQueries;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.TimelineStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looking for people, tags and captions.
final class SearchPages {
  private static final int LONGEST = 100;
  private static final int PEOPLE = 5;
  private static final int TAGS = 8;

  private final Microblog microblog;
  private final PageRenderer renderer;
  private final CardLoader cardLoader;

  SearchPages(Microblog microblog, PageRenderer renderer, CardLoader cardLoader) {
    this.microblog = microblog;
    this.renderer = renderer;
    this.cardLoader = cardLoader;
  }

  HttpResponse search(WebRequest request) throws IOException {
    var typed = request.query("q").orElse("").strip();
    var query = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
    var words = request.words();
    var title =
        query.isEmpty() ? words.say("place.search") : words.say("place.search") + ": " + query;
    var frame = renderer.named(title, request);
    boolean first = request.before().isEmpty();
    return renderer.page(
        request,
        "search",
        new SearchView(
            frame,
            query,
            first ? people(request, query) : List.of(),
            first ? tags(query) : List.of(),
            CardList.of(request, cardLoader, posts(request, query), CardList.NOTHING)));
  }

  private List<AccountPages.Person> people(WebRequest request, String query) throws IOException {
    var name = query.startsWith("@") ? query.substring(1) : query;
    if (name.isBlank() || name.startsWith("#")) {
      return List.of();
    }
    var hidden =
        request.viewer().isEmpty()
            ? Set.of()
            : microblog.followCommands().store().unseen(request.viewer().get()).hidden();
    var found =
        microblog.accounts().search(name, PEOPLE).stream()
            .filter(it -> !hidden.contains(it.id()))
            .toList();
    return AccountPages.Person.of(microblog, Viewer.of(request), found);
  }

  private List<TimelineStore.TagCount> tags(String query) throws IOException {
    var start = ParsedText.tag(query);
    return start.isPresent() ? microblog.postQueries().tags(start.get(), TAGS) : List.of();
  }

  private PostQueries.TimelineSlice<Post> posts(WebRequest request, String query)
      throws IOException {
    if (query.isBlank() || query.startsWith("@")) {
      return new PostQueries.TimelineSlice<>(List.of(), Optional.empty(), Optional.empty());
    }
    return microblog.postQueries().search(request.viewer(), query, request.page(CardList.PAGE));
  }

  /// What was found.
  record SearchView(
      PageFrame frame,
      String query,
      List<AccountPages.Person> people,
      List<TimelineStore.TagCount> tags,
      CardList timeline) {
    boolean isSilent() {
      return people.isEmpty() && tags.isEmpty() && timeline.cards().isEmpty();
    }

    String tagPath(TimelineStore.TagCount tag) {
      return SitePaths.tag(tag.tag());
    }
  }
}
