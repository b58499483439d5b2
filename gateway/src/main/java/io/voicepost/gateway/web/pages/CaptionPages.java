package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.media.CaptionEditor;
import io.voicepost.gateway.media.Cue;
import io.voicepost.gateway.media.WebVtt;
import io.voicepost.gateway.media.WebVttException;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.Captions;
import io.voicepost.storage.post.Post;
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
  private final CaptionEditor captionEditor;
  private final PageRenderer renderer;
  private final CardLoader cardLoader;

  CaptionPages(
      PostPages posts, CaptionEditor captionEditor, PageRenderer renderer, CardLoader cardLoader) {
    this.posts = posts;
    this.captionEditor = captionEditor;
    this.renderer = renderer;
    this.cardLoader = cardLoader;
  }

  HttpResponse show(WebRequest request) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var post = own(request, session);
          if (post.isEmpty()) {
            return renderer.notFound(request);
          }
          var known = captionEditor.of(recording(post.get()));
          var written = known.filter(it -> it.state() != Captions.Progress.PENDING);
          var values =
              Map.of(
                  "content", written.map(Captions::content).orElse(EXAMPLE),
                  "language", written.map(Captions::language).orElse(language(post.get())));
          return show(
              request, HttpStatus.OK, post.get(), known, new SignInViews.Form(values, Map.of()));
        });
  }

  private static String language(Post post) {
    return post.text().language();
  }

  /// The voice that the path names, where it is one's own: nobody else learns that it is there.
  private Optional<Post> own(WebRequest request, Session session) throws IOException {
    var me = session.account().id();
    return posts
        .find(request, Optional.of(me))
        .filter(it -> it.author().id().equals(me) && it.voice().isPresent());
  }

  private static RecordingId recording(Post post) {
    return post.voice().orElseThrow().recording();
  }

  private HttpResponse show(
      WebRequest request,
      HttpStatus status,
      Post post,
      Optional<Captions> known,
      SignInViews.Form form)
      throws IOException {
    var card = cardLoader.of(Viewer.of(request), List.of(post)).getFirst();
    var frame = renderer.named(request.words().say("captions.title"), request);
    return renderer.page(
        renderer.headers(request, status), "captions", new CaptionsView(frame, card, known, form));
  }

  HttpResponse save(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var post = own(request, session);
          if (post.isEmpty()) {
            return renderer.notFound(request);
          }
          var recording = recording(post.get());
          var content = fields.lines("content");
          var language = fields.text("language");
          try {
            WebVtt.parse(content);
            captionEditor.edit(session.account().id(), recording, language, content);
            return Redirects.to(SitePaths.post(post.get()));
          } catch (WebVttException e) {
            var wrong = request.words().say("captions.unreadable", String.valueOf(e.getMessage()));
            return again(request, post.get(), fields, Map.of("content", wrong));
          } catch (RefusedException _) {
            var wrong = request.words().say("captions.refused");
            return again(request, post.get(), fields, Map.of("content", wrong));
          }
        });
  }

  private HttpResponse again(
      WebRequest request, Post post, FormFields fields, Map<String, String> errors)
      throws IOException {
    var typed = Map.of("content", fields.lines("content"), "language", fields.text("language"));
    return show(
        request,
        HttpStatus.UNPROCESSABLE_ENTITY,
        post,
        captionEditor.of(recording(post)),
        new SignInViews.Form(typed, errors));
  }

  /// @param known what is written of the voice, or will be
  record CaptionsView(PageFrame frame, Card card, Optional<Captions> known, SignInViews.Form form) {
    Words words() {
      return frame.words();
    }

    String asset() {
      return frame.asset("captions.js");
    }

    /// Where the API takes them.
    String file() {
      return SitePaths.captions(recording(card.post()));
    }

    String scriptWords() {
      return PageFrame.json(words().scripts("captions"));
    }

    /// Who wrote them, in words.
    String state() {
      return known
          .map(it -> words().say("captions.state", it.state(), card.viewer().when(it.updatedAt())))
          .orElseGet(() -> words().say("captions.none"));
    }

    /// A row each; none where nothing is written.
    List<CueRow> rows() {
      try {
        return WebVtt.parse(form.value("content")).cues().stream().map(CueRow::of).toList();
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
  record CueRow(String start, String end, String text) {
    static final CueRow EMPTY = new CueRow("", "", "");

    private static CueRow of(Cue cue) {
      return new CueRow(clock(cue.start()), clock(cue.end()), cue.text());
    }

    /// To the millisecond, without zeros that say nothing.
    private static String clock(Duration time) {
      var millis = "%03d".formatted(time.toMillisPart()).replaceFirst("0{1,2}$", "");
      return "%d:%02d.%s".formatted(time.toMinutes(), time.toSecondsPart(), millis);
    }
  }
}
