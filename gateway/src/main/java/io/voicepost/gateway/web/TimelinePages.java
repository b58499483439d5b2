package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.microblog.Caption;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.Reading;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Post;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Timelines: everybody's, one's own home, of a tag; and what one keeps.
final class TimelinePages {
  private final Microblog microblog;
  private final Pages pages;
  private final Cards cards;

  TimelinePages(Microblog microblog, Pages pages, Cards cards) {
    this.microblog = microblog;
    this.pages = pages;
    this.cards = cards;
  }

  /// Everybody's timeline.
  record Everybody(Frame frame, Timeline timeline) {}

  HttpResponse everybody(Visit visit) throws IOException {
    var posts = microblog.reading().everybody(visit.viewer(), visit.page(Timeline.PAGE), false);
    var frame = pages.frame("Voicepost · " + visit.words().tagline(), visit);
    var timeline = Timeline.of(visit, cards, posts, Timeline.EVERYBODY);
    return pages.page(visit, "timeline", new Everybody(frame, timeline));
  }

  HttpResponse home(Visit visit) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var posts = microblog.reading().home(session.account().id(), visit.page(Timeline.PAGE));
          var words = visit.words().place();
          var everybody = new Place.Link(words.toEveryone(), "/");
          return place(
              visit,
              words.home(),
              Timeline.of(visit, cards, posts, Timeline.HOME),
              new Place.Silence(words.homeSilent(), words.homeAdvice(), Optional.of(everybody)));
        });
  }

  HttpResponse tag(Visit visit) throws IOException {
    var tag = visit.part("tag").toLowerCase(Locale.ROOT);
    if (!Caption.of("#" + tag).tags().equals(java.util.Set.of(tag))) {
      return pages.notFound(visit);
    }
    var posts = microblog.reading().tagged(visit.viewer(), tag, visit.page(Timeline.PAGE));
    var words = visit.words().place();
    return place(
        visit,
        "#" + tag,
        Timeline.of(visit, cards, posts, Timeline.NOTHING),
        new Place.Silence(words.tagSilent(tag), words.tagAdvice()));
  }

  HttpResponse likes(Visit visit) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var words = visit.words().place();
          var liked =
              microblog.reacting().store().liked(session.account().id(), visit.page(Timeline.PAGE));
          return place(
              visit,
              words.likes(),
              kept(visit, session.account().id(), liked),
              new Place.Silence(words.noLikes(), words.noLikesAdvice()));
        });
  }

  HttpResponse bookmarks(Visit visit) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var words = visit.words().place();
          var bookmarked =
              microblog
                  .reacting()
                  .store()
                  .bookmarked(session.account().id(), visit.page(Timeline.PAGE));
          return place(
              visit,
              words.bookmarks(),
              kept(visit, session.account().id(), bookmarked),
              new Place.Silence(words.noBookmarks(), words.noBookmarksAdvice()));
        });
  }

  /// Posts that one marked, as far as one may still see them.
  private Timeline kept(Visit visit, AccountId viewer, List<Listed<Post>> posts)
      throws IOException {
    var circle = microblog.reading().circle(viewer);
    var wanted = posts.stream().map(Listed::item).filter(circle::sees).toList();
    return new Timeline(
        cards.of(Onlooker.of(visit), wanted),
        Older.of(visit, posts, Timeline.PAGE),
        visit.before().isEmpty(),
        Timeline.NOTHING);
  }

  HttpResponse drafts(Visit visit) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var words = visit.words().place();
          var drafts =
              microblog.reading().drafts(session.account().id(), visit.page(Timeline.PAGE));
          var stretch =
              new Reading.Stretch<>(
                  drafts,
                  Optional.empty(),
                  drafts.size() < Timeline.PAGE
                      ? Optional.empty()
                      : Optional.of(drafts.getLast().id()));
          return place(
              visit,
              words.drafts(),
              Timeline.of(visit, cards, stretch, Timeline.NOTHING),
              new Place.Silence(words.noDrafts(), words.noDraftsAdvice()));
        });
  }

  private HttpResponse place(Visit visit, String title, Timeline timeline, Place.Silence silence) {
    return pages.page(
        visit, "place", new Place(pages.named(title, visit), title, timeline, silence));
  }
}
