package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.media.Captioning;
import io.voicepost.gateway.media.Cue;
import io.voicepost.gateway.media.WebVtt;
import io.voicepost.gateway.media.WebVttException;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.storage.Captions;
import io.voicepost.storage.Post;
import io.voicepost.storage.RecordingId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the author of a voice writes what is said in it. Without scripts it is one text, a WebVTT
/// file; a script makes rows of it, takes times from the player and saves through the API.
final class CaptionPages {
  private static final String EXAMPLE = "WEBVTT\n\n00:00.000 --> 00:02.000\n";

  private final PostPages posts;
  private final Captioning captioning;
  private final Pages pages;
  private final Cards cards;

  CaptionPages(PostPages posts, Captioning captioning, Pages pages, Cards cards) {
    this.posts = posts;
    this.captioning = captioning;
    this.pages = pages;
    this.cards = cards;
  }

  HttpResponse show(Visit visit) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var post = own(visit, session);
          if (post.isEmpty()) {
            return pages.notFound(visit);
          }
          var known = captioning.of(recording(post.get()));
          var written = known.filter(it -> it.state() != Captions.State.PENDING);
          var values =
              Map.of(
                  "content", written.map(Captions::content).orElse(EXAMPLE),
                  "language", written.map(Captions::language).orElse(language(post.get())));
          return show(visit, HttpStatus.OK, post.get(), known, new Door.Form(values, Map.of()));
        });
  }

  private static String language(Post post) {
    return post.text().language();
  }

  /// The voice that the path names, where it is one's own: nobody else learns that it is there.
  private Optional<Post> own(Visit visit, Session session) throws IOException {
    var me = session.account().id();
    return posts
        .find(visit, Optional.of(me))
        .filter(it -> it.author().id().equals(me) && it.voice().isPresent());
  }

  private static RecordingId recording(Post post) {
    return post.voice().orElseThrow().recording();
  }

  private HttpResponse show(
      Visit visit, HttpStatus status, Post post, Optional<Captions> known, Door.Form form)
      throws IOException {
    var card = cards.of(Onlooker.of(visit), List.of(post)).getFirst();
    var frame = pages.named(visit.words().captions().title(), visit);
    return pages.page(pages.headers(visit, status), "captions", new View(frame, card, known, form));
  }

  HttpResponse save(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var post = own(visit, session);
          if (post.isEmpty()) {
            return pages.notFound(visit);
          }
          var recording = recording(post.get());
          var content = fields.lines("content");
          var language = fields.text("language");
          try {
            WebVtt.parse(content);
            captioning.edit(session.account().id(), recording, language, content);
            return Ways.to(Paths.post(post.get()));
          } catch (WebVttException e) {
            var wrong = visit.words().captions().unreadable(String.valueOf(e.getMessage()));
            return again(visit, post.get(), fields, Map.of("content", wrong));
          } catch (RefusedException _) {
            var wrong = visit.words().captions().refused();
            return again(visit, post.get(), fields, Map.of("content", wrong));
          }
        });
  }

  private HttpResponse again(Visit visit, Post post, Fields fields, Map<String, String> errors)
      throws IOException {
    var typed = Map.of("content", fields.lines("content"), "language", fields.text("language"));
    return show(
        visit,
        HttpStatus.UNPROCESSABLE_ENTITY,
        post,
        captioning.of(recording(post)),
        new Door.Form(typed, errors));
  }

  /// @param known what is written of the voice, or will be
  record View(Frame frame, Card card, Optional<Captions> known, Door.Form form) {
    CaptionWords words() {
      return frame.words().captions();
    }

    String asset() {
      return frame.asset("captions.js");
    }

    /// Where the API takes them.
    String file() {
      return Paths.captions(recording(card.post()));
    }

    String scriptWords() {
      return Frame.json(words().forScripts());
    }

    /// Who wrote them, in words.
    String state() {
      return known
          .map(it -> words().state(it.state(), card.onlooker().when(it.updatedAt())))
          .orElseGet(words()::none);
    }

    /// A row each; none where nothing is written.
    List<Row> rows() {
      try {
        return WebVtt.parse(form.value("content")).cues().stream().map(Row::of).toList();
      } catch (WebVttException _) {
        return List.of();
      }
    }

    List<SpokenLanguage> languages() {
      return SpokenLanguage.with(form.value("language"));
    }

    boolean isLanguage(String tag) {
      return form.value("language").equals(tag);
    }
  }

  /// A line of captions as it is edited: times like `1:02.5`.
  record Row(String start, String end, String text) {
    static final Row EMPTY = new Row("", "", "");

    private static Row of(Cue cue) {
      return new Row(clock(cue.start()), clock(cue.end()), cue.text());
    }

    /// To the millisecond, without zeros that say nothing.
    private static String clock(Duration time) {
      var millis = "%03d".formatted(time.toMillisPart()).replaceFirst("0{1,2}$", "");
      return "%d:%02d.%s".formatted(time.toMinutes(), time.toSecondsPart(), millis);
    }
  }
}
