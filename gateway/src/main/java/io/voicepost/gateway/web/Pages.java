package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.voicepost.storage.Handle;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/// What every page is made with. What does not exist, is held, was deleted or is not for who asks
/// gets one and the same answer.
final class Pages {
  private final Templates templates;
  private final Site site;

  Pages(Templates templates, Site site) {
    this.templates = templates;
    this.site = site;
  }

  /// Answers somebody who is signed in; may block.
  @FunctionalInterface
  interface Members {
    HttpResponse to(Session session) throws IOException;
  }

  /// Leads those who are not signed in to the door, and back here.
  static HttpResponse members(Visit visit, Members answer) throws IOException {
    return visit.session().isEmpty()
        ? Ways.to(Ways.signIn(visit.address()))
        : answer.to(visit.session().get());
  }

  HttpResponse notFound(Visit visit) {
    var words = visit.words();
    return problem(visit, HttpStatus.NOT_FOUND, words.notFoundTitle(), words.notFound());
  }

  HttpResponse foreign(Visit visit) {
    var words = visit.words().access();
    return problem(visit, HttpStatus.FORBIDDEN, words.foreignTitle(), words.foreign());
  }

  /// Who tried something too often.
  HttpResponse tooOften(Visit visit, Duration wait) {
    return wait(visit, wait, visit.words().access().wait(wait));
  }

  /// Who asked for too many pages.
  HttpResponse tooFast(Visit visit, Duration wait) {
    return wait(visit, wait, visit.words().access().tooFast(seconds(wait)));
  }

  private HttpResponse wait(Visit visit, Duration wait, String text) {
    var title = visit.words().access().tooOftenTitle();
    return problem(visit, HttpStatus.TOO_MANY_REQUESTS, title, text)
        .mapHeaders(it ->
            it.toBuilder().set(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds(wait))).build());
  }

  private static long seconds(Duration wait) {
    return wait.toSeconds() + 1;
  }

  HttpResponse trouble(Visit visit, HttpStatus status) {
    var words = visit.words();
    return problem(visit, status, words.troubleTitle(), words.trouble());
  }

  HttpResponse problem(Visit visit, HttpStatus status, String title, String text) {
    var frame = new Frame(title, "/", status.code(), visit, site);
    return page(headers(visit, status), "problem", new Problem(frame, title, text));
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

  HttpResponse page(Visit visit, String template, Object view) {
    return page(headers(visit, HttpStatus.OK), template, view);
  }

  HttpResponse page(ResponseHeadersBuilder headers, String template, Object view) {
    return HttpResponse.of(headers.build(), templates.render(template, view));
  }

  Frame frame(String title, Visit visit) {
    return Frame.of(title, visit, site);
  }

  /// The frame of a page that is named within the site.
  Frame named(String name, Visit visit) {
    return frame(name + " · Voicepost", visit);
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

  /// The handle that stands in the path.
  static Optional<Handle> handle(Visit visit) {
    return handle(visit.part("handle"));
  }

  static Optional<Handle> handle(String text) {
    return text.matches("[a-z0-9_]{1,30}") ? Optional.of(new Handle(text)) : Optional.empty();
  }
}
