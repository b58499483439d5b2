package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.Post;
import io.voicepost.storage.PostId;
import io.voicepost.storage.TimelineStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The pages that people read. What does not exist, is held or was deleted gets one and the same
/// answer.
final class Pages {
  private final Microblog microblog;
  private final Templates templates;
  private final Site site;

  Pages(Microblog microblog, Templates templates, Site site) {
    this.microblog = microblog;
    this.templates = templates;
    this.site = site;
  }

  HttpResponse timeline(Visit visit) throws IOException {
    var before = before(visit);
    var page = Page.before(before, Timeline.PAGE);
    var posts = microblog.reading().everybody(Optional.empty(), page, true);
    var frame = Frame.of("Voicepost · " + visit.words().tagline(), visit, site);
    var timeline = Timeline.of(posts, before.isEmpty(), visit.words(), visit.now());
    return page(visit, "timeline", new Timeline.PublicView(frame, timeline));
  }

  HttpResponse account(Visit visit) throws IOException {
    var handle = handle(visit);
    var found =
        handle.isEmpty() ? Optional.<Account>empty() : microblog.accounts().byHandle(handle.get());
    if (found.isEmpty()) {
      return notFound(visit);
    }
    var account = found.get();
    var before = before(visit);
    var page = Page.before(before, Timeline.PAGE);
    var posts =
        microblog
            .reading()
            .account(Optional.empty(), account.id(), TimelineStore.Filter.NONE, page);
    var figures = microblog.figures(Optional.empty(), List.of(), List.of(account));
    var title = visit.words().voiceOf(account.displayName(), account.handle().value());
    return page(
        visit,
        "account",
        new Timeline.AccountView(
            Frame.of(title, visit, site),
            account,
            figures.of(account).posts(),
            Timeline.of(posts, before.isEmpty(), visit.words(), visit.now())));
  }

  HttpResponse post(Visit visit) throws IOException {
    var post = find(visit);
    return post.isEmpty() ? notFound(visit) : page(visit, "post", view(visit, post.get()));
  }

  /// The player that other sites put into a frame of theirs.
  HttpResponse embed(Visit visit) throws IOException {
    var post = find(visit);
    if (post.isEmpty()) {
      return notFound(visit);
    }
    var content = templates.render("embed", view(visit, post.get()));
    return HttpResponse.of(
        headers(visit, HttpStatus.OK)
            .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, ContentPolicy.embedded())
            .build(),
        content);
  }

  /// The post that the path names; empty where its author is another than the path says.
  Optional<Post> find(Visit visit) throws IOException {
    var id = id(visit.part("id"));
    var handle = handle(visit);
    if (id.isEmpty() || handle.isEmpty()) {
      return Optional.empty();
    }
    return microblog
        .reading()
        .post(Optional.empty(), id.get())
        .filter(it -> it.author().handle().equals(handle.get()));
  }

  HttpResponse notFound(Visit visit) {
    var words = visit.words();
    return problem(visit, HttpStatus.NOT_FOUND, words.notFoundTitle(), words.notFound());
  }

  HttpResponse foreign(Visit visit) {
    var words = visit.words().access();
    return problem(visit, HttpStatus.FORBIDDEN, words.foreignTitle(), words.foreign());
  }

  HttpResponse tooOften(Visit visit, Duration wait) {
    var words = visit.words().access();
    var answer =
        problem(visit, HttpStatus.TOO_MANY_REQUESTS, words.tooOftenTitle(), words.wait(wait));
    return answer.mapHeaders(it ->
        it.toBuilder()
            .set(HttpHeaderNames.RETRY_AFTER, Long.toString(wait.toSeconds() + 1))
            .build());
  }

  HttpResponse trouble(Visit visit, HttpStatus status) {
    var words = visit.words();
    return problem(visit, status, words.troubleTitle(), words.trouble());
  }

  HttpResponse problem(Visit visit, HttpStatus status, String title, String text) {
    var frame = new Frame(title, "/", status.code(), visit, site);
    return HttpResponse.of(
        headers(visit, status).build(),
        templates.render("problem", new Problem(frame, title, text)));
  }

  /// What went wrong and what to do.
  record Problem(Frame frame, String title, String text) {
    /// A voice that breaks off.
    String waveform() {
      var peaks = new ArrayList<Integer>();
      for (int i = 0; i < 80; i++) {
        double fading = i < 40 ? Math.sin(Math.PI * i / 40) : 0;
        peaks.add((int) (fading * (55 + 45 * Math.sin(i * i * 0.7))));
      }
      return Waveform.of(peaks).path();
    }
  }

  private Timeline.PostView view(Visit visit, Post post) {
    var name = post.author().displayName();
    var title = visit.words().voiceOf(name, post.author().handle().value());
    return new Timeline.PostView(
        Frame.of(title, visit, site), new Card(post, visit.words(), visit.now()));
  }

  private HttpResponse page(Visit visit, String template, Object view) {
    return page(headers(visit, HttpStatus.OK), template, view);
  }

  HttpResponse page(ResponseHeadersBuilder headers, String template, Object view) {
    HttpData content = templates.render(template, view);
    return HttpResponse.of(headers.build(), content);
  }

  Frame frame(String title, Visit visit) {
    return Frame.of(title, visit, site);
  }

  Site site() {
    return site;
  }

  ResponseHeadersBuilder headers(Visit visit, HttpStatus status) {
    var headers =
        ResponseHeaders.builder(status)
            .contentType(MediaType.HTML_UTF_8)
            .add(HttpHeaderNames.CONTENT_LANGUAGE, visit.language().tag())
            .add(HttpHeaderNames.CACHE_CONTROL, "private, no-cache")
            .add(HttpHeaderNames.VARY, "accept-language, cookie")
            .add(HttpHeaderNames.CONTENT_SECURITY_POLICY, ContentPolicy.page(site.phoneFor(visit)));
    visit.cookie().ifPresent(it -> headers.add(HttpHeaderNames.SET_COOKIE, it));
    return headers;
  }

  private static Optional<PostId> before(Visit visit) {
    return visit.query("before").flatMap(Pages::id);
  }

  private static Optional<PostId> id(String text) {
    return text.matches("[1-9][0-9]{0,17}")
        ? Optional.of(new PostId(Long.parseLong(text)))
        : Optional.empty();
  }

  private static Optional<Handle> handle(Visit visit) {
    var text = visit.part("handle");
    return text.matches("[a-z0-9_]{1,30}") ? Optional.of(new Handle(text)) : Optional.empty();
  }
}
