package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs each request on a virtual thread and turns what goes wrong into a page: 503 where trying
/// again may help, 500 where we have a bug. The web only reads: GET and HEAD.
final class Requests {
  private static final Logger log = LoggerFactory.getLogger(Requests.class);

  private final Pages pages;
  private final Clock clock;

  /// Answers one request; may block.
  interface Answer {
    HttpResponse to(Visit visit) throws IOException;
  }

  Requests(Pages pages, Clock clock) {
    this.pages = pages;
    this.clock = clock;
  }

  HttpService service(Answer answer) {
    return (context, request) -> serve(context, request, answer);
  }

  private HttpResponse serve(ServiceRequestContext context, HttpRequest request, Answer answer) {
    if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
      return ContentPolicy.guard(
          HttpResponse.of(
              ResponseHeaders.of(
                  HttpStatus.METHOD_NOT_ALLOWED, HttpHeaderNames.ALLOW, "GET, HEAD")));
    }
    return HttpResponse.of(
        () -> ContentPolicy.guard(answer(context, request.headers(), answer)),
        context.blockingTaskExecutor());
  }

  private HttpResponse answer(
      ServiceRequestContext context, RequestHeaders headers, Answer answer) {
    var visit = Visit.of(context, headers, clock.instant());
    try {
      return answer.to(visit);
    } catch (IOException e) {
      log.warn("{} cannot be answered now: {}", context.path(), e.toString());
      return pages.trouble(visit, HttpStatus.SERVICE_UNAVAILABLE);
    } catch (RuntimeException e) {
      log.error("{} failed; the visitor is told to try again.", context.path(), e);
      return pages.trouble(visit, HttpStatus.INTERNAL_SERVER_ERROR);
    }
  }
}
