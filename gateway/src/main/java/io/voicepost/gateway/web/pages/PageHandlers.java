package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.voicepost.gateway.web.http.ContentPolicy;
import io.voicepost.gateway.web.http.RateLimit;
import io.voicepost.gateway.web.http.RequestQueue;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs each request on a virtual thread and turns what goes wrong into a page: 503 where trying
/// again may help, 500 where we have a bug. Only forms may be posted, and only by pages of ours.
public final class PageHandlers {
  private static final Logger log = LoggerFactory.getLogger(PageHandlers.class);

  private static final Duration BUSY = Duration.ofSeconds(5);

  private final PageRenderer renderer;
  private final RequestGuard guard;
  private final RequestQueue queue;
  private final UnreadCounter unreadCounter;
  private final Clock clock;

  /// Answers one request; may block.
  @FunctionalInterface
  public interface PageHandler {
    HttpResponse to(WebRequest request) throws IOException;
  }

  /// Answers one request with all its headers, if it can do so without waiting: it holds up others.
  @FunctionalInterface
  public interface MemoryHandler {
    Optional<HttpResponse> to(ServiceRequestContext context, RequestHeaders headers);
  }

  /// Answers one form; may block.
  @FunctionalInterface
  interface FormHandler {
    HttpResponse to(WebRequest request, FormFields fields) throws IOException;
  }

  public PageHandlers(
      PageRenderer renderer,
      RequestGuard guard,
      RequestQueue queue,
      UnreadCounter unreadCounter,
      Clock clock) {
    this.renderer = renderer;
    this.guard = guard;
    this.queue = queue;
    this.unreadCounter = unreadCounter;
    this.clock = clock;
  }

  /// What is the same for everybody, and counted.
  public HttpService service(PageHandler handler) {
    return (context, request) ->
        reads(request) ? counted(context, request, handler) : notAllowed("GET, HEAD");
  }

  /// What is in memory for everybody: it is not counted and waits for nobody.
  public HttpService light(PageHandler handler) {
    return (context, request) ->
        reads(request) ? later(context, request, handler) : notAllowed("GET, HEAD");
  }

  /// As [#service] of what `atHand` does not answer at once; only that is counted.
  public HttpService service(MemoryHandler inMemory, PageHandler handler) {
    return (context, request) ->
        reads(request)
            ? inMemory
                .to(context, request.headers())
                .orElseGet(() -> counted(context, request, handler))
            : notAllowed("GET, HEAD");
  }

  /// The same of what is fetched from elsewhere: that takes time, and none of this machine's.
  public HttpService fetched(MemoryHandler inMemory, PageHandler handler) {
    return (context, request) ->
        reads(request)
            ? inMemory
                .to(context, request.headers())
                .orElseGet(() -> unhurried(context, request, handler))
            : notAllowed("GET, HEAD");
  }

  /// What is not a page and may know who is signed in.
  public HttpService personal(PageHandler handler) {
    return service(request -> handler.to(signedIn(request)));
  }

  private WebRequest signedIn(WebRequest request) throws IOException {
    return request.by(guard.session(request.headers()), UnreadCounts.NONE);
  }

  /// A page, which may know who is signed in.
  public HttpService page(PageHandler handler) {
    return service(request -> handler.to(known(request)));
  }

  private WebRequest known(WebRequest request) throws IOException {
    var session = guard.session(request.headers());
    return session.isEmpty()
        ? request
        : request.by(session, unreadCounter.count(session.get().account().id()));
  }

  /// A page with a form that is posted to the page's own address.
  public HttpService page(PageHandler handler, RateLimit limit, FormHandler submit) {
    var page = page(handler);
    var form = form(limit, submit);
    return (context, request) ->
        request.method() == HttpMethod.POST
            ? form.serve(context, request)
            : reads(request) ? page.serve(context, request) : notAllowed("GET, HEAD, POST");
  }

  /// A form without a page.
  HttpService form(RateLimit limit, FormHandler submit) {
    return posted(limit, (request, fields) -> submit.to(known(request), fields));
  }

  /// What a page of ours tells by itself; its answer is no page.
  HttpService report(RateLimit limit, FormHandler hear) {
    return posted(limit, (request, fields) -> hear.to(signedIn(request), fields));
  }

  private HttpService posted(RateLimit limit, FormHandler submit) {
    return (context, request) -> {
      if (request.method() != HttpMethod.POST) {
        return notAllowed("POST");
      }
      // The body is short, and reading it holds no thread.
      return HttpResponse.of(
          request
              .aggregate()
              .thenApplyAsync(
                  whole ->
                      answer(
                          context, request, visit -> submit(visit, fields(whole), limit, submit)),
                  context.blockingTaskExecutor()));
    };
  }

  private static FormFields fields(AggregatedHttpRequest whole) {
    var type = whole.contentType();
    return new FormFields(
        type != null && type.is(MediaType.FORM_DATA)
            ? QueryParams.fromQueryString(whole.contentUtf8())
            : QueryParams.of());
  }

  private HttpResponse submit(
      WebRequest request, FormFields fields, RateLimit limit, FormHandler submit)
      throws IOException {
    if (!guard.cookie().isOurs(request.headers())) {
      return renderer.foreign(request);
    }
    var left = guard.count(limit, request.context(), request.headers());
    return left.refused()
        ? renderer.tooOften(request, left.retryAfter())
        : submit.to(request, fields);
  }

  private static boolean reads(HttpRequest request) {
    return request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
  }

  private static HttpResponse notAllowed(String allowed) {
    return ContentPolicy.guard(
        HttpResponse.of(
            ResponseHeaders.of(HttpStatus.METHOD_NOT_ALLOWED, HttpHeaderNames.ALLOW, allowed)));
  }

  /// When it is this visitor's turn; who asked too often is told to wait.
  private HttpResponse counted(
      ServiceRequestContext context, HttpRequest request, PageHandler handler) {
    var left = guard.count(RateLimit.PAGES, context, request.headers());
    return left.refused()
        ? later(context, request, visit -> renderer.tooFast(visit, left.retryAfter()))
        : HttpResponse.of(
            queue.take(
                left.used(),
                () -> answer(context, request, handler),
                () -> answer(context, request, visit -> renderer.tooFast(visit, BUSY))));
  }

  private HttpResponse unhurried(
      ServiceRequestContext context, HttpRequest request, PageHandler handler) {
    var left = guard.count(RateLimit.PAGES, context, request.headers());
    return later(
        context,
        request,
        left.refused() ? visit -> renderer.tooFast(visit, left.retryAfter()) : handler);
  }

  private HttpResponse later(
      ServiceRequestContext context, HttpRequest request, PageHandler handler) {
    return HttpResponse.of(() -> answer(context, request, handler), context.blockingTaskExecutor());
  }

  private HttpResponse answer(
      ServiceRequestContext context, HttpRequest request, PageHandler handler) {
    if (context.isCancelled()) {
      return HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE);
    }
    var visit = WebRequest.of(context, request.headers(), clock.instant());
    return ContentPolicy.guard(answer(visit, handler));
  }

  private HttpResponse answer(WebRequest request, PageHandler handler) {
    try {
      return handler.to(request);
    } catch (IOException e) {
      log.warn("request not answered url=\"{}\" error=\"{}\"", request.path(), e.toString());
      return renderer.trouble(request, HttpStatus.SERVICE_UNAVAILABLE);
    } catch (RuntimeException e) {
      log.error("request failed url=\"{}\"", request.path(), e);
      return renderer.trouble(request, HttpStatus.INTERNAL_SERVER_ERROR);
    }
  }
}
