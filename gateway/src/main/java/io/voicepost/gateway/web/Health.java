package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.voicepost.gateway.web.pages.PageFrame;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says whether each part of the service works: 200 if all do, else 503. Parts are asked at the
/// same time and have [#PATIENCE] to answer; whoever asks again within [#FRESH] hears the same. Why
/// a part is down stands in the log only.
final class Health implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Health.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final List<HealthCheck> checks;
  private final ExecutorService askers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("health-", 0).factory());
  private Map<String, Boolean> parts = Map.of();
  private long askedAt = System.nanoTime() - FRESH.toNanos();

  Health(List<HealthCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  /// For everybody: up or down, and no more.
  HttpResponse answer() {
    return answer(!parts().containsValue(false), Map.of());
  }

  /// For the operator: each part, too.
  HttpResponse details() {
    var known = parts();
    var states = new LinkedHashMap<String, String>();
    known.forEach((name, works) -> states.put(name, works ? "up" : "down"));
    return answer(!known.containsValue(false), Map.of("parts", states));
  }

  private static HttpResponse answer(boolean up, Map<String, Object> more) {
    var told = new LinkedHashMap<String, Object>();
    told.put("status", up ? "up" : "down");
    told.putAll(more);
    return HttpResponse.of(
        ResponseHeaders.of(
            up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
            HttpHeaderNames.CONTENT_TYPE,
            MediaType.JSON_UTF_8,
            HttpHeaderNames.CACHE_CONTROL,
            "no-store"),
        HttpData.ofUtf8(PageFrame.json(told)));
  }

  private synchronized Map<String, Boolean> parts() {
    if (System.nanoTime() - askedAt >= FRESH.toNanos()) {
      parts = ask();
      askedAt = System.nanoTime();
    }
    return parts;
  }

  private Map<String, Boolean> ask() {
    var asked = new LinkedHashMap<HealthCheck, Future<?>>();
    for (var check : checks) {
      asked.put(
          check,
          askers.submit(() -> {
            check.probe().check();
            return true;
          }));
    }
    long until = System.nanoTime() + PATIENCE.toNanos();
    var answers = new LinkedHashMap<String, Boolean>();
    asked.forEach((check, answer) -> answers.put(check.name(), works(check, answer, until)));
    return answers;
  }

  private static boolean works(HealthCheck check, Future<?> answer, long until) {
    try {
      answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      log.warn("health check failed check={}", check.name(), e);
    } catch (TimeoutException _) {
      answer.cancel(true);
      log.warn("health check timed out check={} after={}s", check.name(), PATIENCE.toSeconds());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  public void close() {
    askers.shutdownNow();
  }
}
