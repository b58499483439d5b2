package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.ParsedText;
import io.voicepost.gateway.microblog.PostQueries;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Listed;
import io.voicepost.storage.post.Post;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Timelines: everybody's, one's own home, of a tag; and what one keeps.
final class TimelinePages {
  private final Microblog microblog;
  private final PageRenderer renderer;
  private final CardLoader cardLoader;

  TimelinePages(Microblog microblog, PageRenderer renderer, CardLoader cardLoader) {
    this.microblog = microblog;
    this.renderer = renderer;
    this.cardLoader = cardLoader;
  }

  /// Everybody's timeline.
  record PublicTimeline(PageFrame frame, CardList timeline) {}

  HttpResponse everybody(WebRequest request) throws IOException {
    var posts =
        microblog.postQueries().everybody(request.viewer(), request.page(CardList.PAGE), false);
    var frame = renderer.frame("Voicepost · " + request.words().say("site.tagline"), request);
    var timeline = CardList.of(request, cardLoader, posts, CardList.EVERYBODY);
    return renderer.page(request, "timeline", new PublicTimeline(frame, timeline));
  }

  HttpResponse home(WebRequest request) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var posts =
              microblog.postQueries().home(session.account().id(), request.page(CardList.PAGE));
          var words = request.words();
          var everybody = new TimelineView.HeadingLink(words.say("place.to-everyone"), "/");
          return place(
              request,
              words.say("place.home"),
              CardList.of(request, cardLoader, posts, CardList.HOME),
              new TimelineView.EmptyState(
                  words.say("place.home-silent"),
                  words.say("place.home-advice"),
                  Optional.of(everybody)));
        });
  }

  HttpResponse tag(WebRequest request) throws IOException {
    var named = ParsedText.tag(request.part("tag"));
    if (named.isEmpty()) {
      return renderer.notFound(request);
    }
    var tag = named.get();
    var posts = microblog.postQueries().tagged(request.viewer(), tag, request.page(CardList.PAGE));
    var words = request.words();
    return place(
        request,
        "#" + tag,
        CardList.of(request, cardLoader, posts, CardList.NOTHING),
        new TimelineView.EmptyState(
            words.say("place.tag-silent", tag), words.say("place.tag-advice")));
  }

  HttpResponse likes(WebRequest request) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var words = request.words();
          var liked =
              microblog
                  .reactionCommands()
                  .store()
                  .liked(session.account().id(), request.page(CardList.PAGE));
          return place(
              request,
              words.say("place.likes"),
              kept(request, session.account().id(), liked),
              new TimelineView.EmptyState(
                  words.say("place.no-likes"), words.say("place.no-likes-advice")));
        });
  }

  HttpResponse bookmarks(WebRequest request) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var words = request.words();
          var bookmarked =
              microblog
                  .reactionCommands()
                  .store()
                  .bookmarked(session.account().id(), request.page(CardList.PAGE));
          return place(
              request,
              words.say("place.bookmarks"),
              kept(request, session.account().id(), bookmarked),
              new TimelineView.EmptyState(
                  words.say("place.no-bookmarks"), words.say("place.no-bookmarks-advice")));
        });
  }

  /// Posts that one marked, as far as one may still see them.
  private CardList kept(WebRequest request, AccountId viewer, List<Listed<Post>> posts)
      throws IOException {
    var relations = microblog.postQueries().circle(viewer);
    var wanted = posts.stream().map(Listed::item).filter(relations::sees).toList();
    return new CardList(
        cardLoader.of(Viewer.of(request), wanted),
        OlderLink.of(request, posts, CardList.PAGE),
        request.before().isEmpty(),
        CardList.NOTHING);
  }

  HttpResponse drafts(WebRequest request) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var words = request.words();
          var drafts =
              microblog.postQueries().drafts(session.account().id(), request.page(CardList.PAGE));
          var slice =
              new PostQueries.TimelineSlice<>(
                  drafts,
                  Optional.empty(),
                  drafts.size() < CardList.PAGE
                      ? Optional.empty()
                      : Optional.of(drafts.getLast().id()));
          return place(
              request,
              words.say("place.drafts"),
              CardList.of(request, cardLoader, slice, CardList.NOTHING),
              new TimelineView.EmptyState(
                  words.say("place.no-drafts"), words.say("place.no-drafts-advice")));
        });
  }

  private HttpResponse place(
      WebRequest request, String title, CardList timeline, TimelineView.EmptyState emptyState) {
    return renderer.page(
        request,
        "place",
        new TimelineView(renderer.named(title, request), title, timeline, emptyState));
  }
}
