package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.voicepost.gateway.web.http.ContentPolicy;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.Handle;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/// What every page is made with. What does not exist, is held, was deleted or is not for who asks
/// gets one and the same answer.
public final class PageRenderer {
  private final Templates templates;
  private final Site site;

  public PageRenderer(Templates templates, Site site) {
    this.templates = templates;
    this.site = site;
  }

  /// Answers somebody who is signed in; may block.
  @FunctionalInterface
  interface MembersOnly {
    HttpResponse to(Session session) throws IOException;
  }

  /// Leads those who are not signed in to the door, and back here.
  static HttpResponse members(WebRequest request, MembersOnly answer) throws IOException {
    return request.session().isEmpty()
        ? Redirects.to(Redirects.signIn(request.address()))
        : answer.to(request.session().get());
  }

  public HttpResponse notFound(WebRequest request) {
    var words = request.words();
    return problem(
        request,
        HttpStatus.NOT_FOUND,
        words.say("problem.not-found-title"),
        words.say("problem.not-found"));
  }

  HttpResponse foreign(WebRequest request) {
    var words = request.words();
    return problem(
        request,
        HttpStatus.FORBIDDEN,
        words.say("access.foreign-title"),
        words.say("access.foreign"));
  }

  /// Who tried something too often.
  HttpResponse tooOften(WebRequest request, Duration wait) {
    return wait(request, wait, request.words().say("access.wait", Words.minutes(wait)));
  }

  /// Who asked for too many pages.
  HttpResponse tooFast(WebRequest request, Duration wait) {
    return wait(request, wait, request.words().say("access.too-fast", seconds(wait)));
  }

  private HttpResponse wait(WebRequest request, Duration wait, String text) {
    var title = request.words().say("access.too-often-title");
    return problem(request, HttpStatus.TOO_MANY_REQUESTS, title, text)
        .mapHeaders(it ->
            it.toBuilder().set(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds(wait))).build());
  }

  private static long seconds(Duration wait) {
    return wait.toSeconds() + 1;
  }

  HttpResponse trouble(WebRequest request, HttpStatus status) {
    var words = request.words();
    return problem(
        request, status, words.say("problem.trouble-title"), words.say("problem.trouble"));
  }

  HttpResponse problem(WebRequest request, HttpStatus status, String title, String text) {
    var frame = new PageFrame(title, "/", status.code(), request, site);
    return page(headers(request, status), "problem", new Problem(frame, title, text));
  }

  /// What went wrong and what to do.
  record Problem(PageFrame frame, String title, String text) {
    /// A voice that breaks off.
    String waveform() {
      var peaks = new ArrayList<Integer>();
      for (int i = 0; i < 80; i++) {
        double fading = i < 40 ? Math.sin(Math.PI * i / 40) : 0;
        peaks.add((int) (fading * (55 + 45 * Math.sin(i * i * 0.7))));
      }
      return WaveformBars.of(peaks).path();
    }
  }

  HttpResponse page(WebRequest request, String template, Object view) {
    return page(headers(request, HttpStatus.OK), template, view);
  }

  HttpResponse page(ResponseHeadersBuilder headers, String template, Object view) {
    return HttpResponse.of(headers.build(), templates.render(template, view));
  }

  PageFrame frame(String title, WebRequest request) {
    return PageFrame.of(title, request, site);
  }

  /// The frame of a page that is named within the site.
  PageFrame named(String name, WebRequest request) {
    return frame(name + " · Voicepost", request);
  }

  Site site() {
    return site;
  }

  ResponseHeadersBuilder headers(WebRequest request, HttpStatus status) {
    var headers =
        ResponseHeaders.builder(status)
            .contentType(MediaType.HTML_UTF_8)
            .add(HttpHeaderNames.CONTENT_LANGUAGE, request.language().tag())
            .add(HttpHeaderNames.CACHE_CONTROL, "private, no-cache")
            .add(HttpHeaderNames.VARY, "accept-language, cookie")
            .add(
                HttpHeaderNames.CONTENT_SECURITY_POLICY,
                ContentPolicy.page(site.phoneFor(request)));
    request.cookie().ifPresent(it -> headers.add(HttpHeaderNames.SET_COOKIE, it));
    return headers;
  }

  /// The handle that stands in the path.
  static Optional<Handle> handle(WebRequest request) {
    return handle(request.part("handle"));
  }

  static Optional<Handle> handle(String text) {
    return text.matches("[a-z0-9_]{1,30}") ? Optional.of(new Handle(text)) : Optional.empty();
  }
}
