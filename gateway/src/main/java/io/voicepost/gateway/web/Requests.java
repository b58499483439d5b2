package io.voicepost.gateway.web;

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
import io.voicepost.gateway.web.api.Limit;
import io.voicepost.gateway.web.api.Turns;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs each request on a virtual thread and turns what goes wrong into a page: 503 where trying
/// again may help, 500 where we have a bug. Only forms may be posted, and only by pages of ours.
final class Requests {
  private static final Logger log = LoggerFactory.getLogger(Requests.class);

  private static final Duration BUSY = Duration.ofSeconds(5);

  private final Pages pages;
  private final Doors doors;
  private final Turns turns;
  private final Unread unread;
  private final Clock clock;

  /// Answers one request; may block.
  @FunctionalInterface
  interface Answer {
    HttpResponse to(Visit visit) throws IOException;
  }

  /// Answers one request with all its headers, if it can do so without waiting: it holds up others.
  @FunctionalInterface
  interface AtHand {
    Optional<HttpResponse> to(ServiceRequestContext context, RequestHeaders headers);
  }

  /// Answers one form; may block.
  @FunctionalInterface
  interface FormAnswer {
    HttpResponse to(Visit visit, Fields fields) throws IOException;
  }

  Requests(Pages pages, Doors doors, Turns turns, Unread unread, Clock clock) {
    this.pages = pages;
    this.doors = doors;
    this.turns = turns;
    this.unread = unread;
    this.clock = clock;
  }

  /// What is the same for everybody, and counted.
  HttpService service(Answer answer) {
    return (context, request) ->
        reads(request) ? counted(context, request, answer) : notAllowed("GET, HEAD");
  }

  /// What is in memory for everybody: it is not counted and waits for nobody.
  HttpService light(Answer answer) {
    return (context, request) ->
        reads(request) ? later(context, request, answer) : notAllowed("GET, HEAD");
  }

  /// As [#service] of what `atHand` does not answer at once; only that is counted.
  HttpService service(AtHand atHand, Answer answer) {
    return (context, request) ->
        reads(request)
            ? atHand
                .to(context, request.headers())
                .orElseGet(() -> counted(context, request, answer))
            : notAllowed("GET, HEAD");
  }

  /// The same of what is fetched from elsewhere: that takes time, and none of this machine's.
  HttpService fetched(AtHand atHand, Answer answer) {
    return (context, request) ->
        reads(request)
            ? atHand
                .to(context, request.headers())
                .orElseGet(() -> unhurried(context, request, answer))
            : notAllowed("GET, HEAD");
  }

  /// What is not a page and may know who is signed in.
  HttpService personal(Answer answer) {
    return service(visit -> answer.to(signedIn(visit)));
  }

  private Visit signedIn(Visit visit) throws IOException {
    return visit.by(doors.session(visit.headers()), News.NONE);
  }

  /// A page, which may know who is signed in.
  HttpService page(Answer answer) {
    return service(visit -> answer.to(known(visit)));
  }

  private Visit known(Visit visit) throws IOException {
    var session = doors.session(visit.headers());
    return session.isEmpty() ? visit : visit.by(session, unread.news(session.get().account().id()));
  }

  /// A page with a form that is posted to the page's own address.
  HttpService page(Answer answer, Limit limit, FormAnswer submit) {
    var page = page(answer);
    var form = form(limit, submit);
    return (context, request) ->
        request.method() == HttpMethod.POST
            ? form.serve(context, request)
            : reads(request) ? page.serve(context, request) : notAllowed("GET, HEAD, POST");
  }

  /// A form without a page.
  HttpService form(Limit limit, FormAnswer submit) {
    return posted(limit, (visit, fields) -> submit.to(known(visit), fields));
  }

  /// What a page of ours tells by itself; its answer is no page.
  HttpService report(Limit limit, FormAnswer hear) {
    return posted(limit, (visit, fields) -> hear.to(signedIn(visit), fields));
  }

  private HttpService posted(Limit limit, FormAnswer submit) {
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

  private static Fields fields(AggregatedHttpRequest whole) {
    var type = whole.contentType();
    return new Fields(
        type != null && type.is(MediaType.FORM_DATA)
            ? QueryParams.fromQueryString(whole.contentUtf8())
            : QueryParams.of());
  }

  private HttpResponse submit(Visit visit, Fields fields, Limit limit, FormAnswer submit)
      throws IOException {
    if (!doors.cookie().isOurs(visit.headers())) {
      return pages.foreign(visit);
    }
    var left = doors.count(limit, visit.context(), visit.headers());
    return left.refused() ? pages.tooOften(visit, left.retryAfter()) : submit.to(visit, fields);
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
  private HttpResponse counted(ServiceRequestContext context, HttpRequest request, Answer answer) {
    var left = doors.count(Limit.PAGES, context, request.headers());
    return left.refused()
        ? later(context, request, visit -> pages.tooFast(visit, left.retryAfter()))
        : HttpResponse.of(
            turns.take(
                left.used(),
                () -> answer(context, request, answer),
                () -> answer(context, request, visit -> pages.tooFast(visit, BUSY))));
  }

  private HttpResponse unhurried(
      ServiceRequestContext context, HttpRequest request, Answer answer) {
    var left = doors.count(Limit.PAGES, context, request.headers());
    return later(
        context,
        request,
        left.refused() ? visit -> pages.tooFast(visit, left.retryAfter()) : answer);
  }

  private HttpResponse later(ServiceRequestContext context, HttpRequest request, Answer answer) {
    return HttpResponse.of(() -> answer(context, request, answer), context.blockingTaskExecutor());
  }

  private HttpResponse answer(ServiceRequestContext context, HttpRequest request, Answer answer) {
    if (context.isCancelled()) {
      return HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE);
    }
    var visit = Visit.of(context, request.headers(), clock.instant());
    return ContentPolicy.guard(answer(visit, answer));
  }

  private HttpResponse answer(Visit visit, Answer answer) {
    try {
      return answer.to(visit);
    } catch (IOException e) {
      log.warn("{} cannot be answered now: {}", visit.path(), e.toString());
      return pages.trouble(visit, HttpStatus.SERVICE_UNAVAILABLE);
    } catch (RuntimeException e) {
      log.error("{} failed; the visitor is told to try again.", visit.path(), e);
      return pages.trouble(visit, HttpStatus.INTERNAL_SERVER_ERROR);
    }
  }
}
