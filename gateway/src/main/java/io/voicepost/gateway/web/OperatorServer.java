package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// What is for the operator alone, on an address of its own that no proxy leads to: metrics, and
/// which part of the service is down.
final class OperatorServer implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 64;

  private final Server server;

  private OperatorServer(Server server) {
    this.server = server;
  }

  /// Starts listening.
  ///
  /// @throws IOException if the address or port cannot be had; the message says so in one line
  static OperatorServer start(WebConfig config, Health health, PrometheusMeterRegistry meters)
      throws IOException {
    var address = new InetSocketAddress(config.operatorAddress(), config.operatorPort());
    var server =
        Server.builder()
            .bossGroupFactory(AcceptorGroup::new)
            .port(address, SessionProtocol.HTTP)
            .maxNumConnections(MOST_CONNECTIONS)
            .maxRequestLength(1024)
            .disableServerHeader()
            .service("/metrics", (context, _) -> later(context, () -> metrics(meters)))
            .service("/health", (context, _) -> later(context, health::details))
            .build();
    try {
      server.start().join();
      return new OperatorServer(server);
    } catch (CompletionException e) {
      throw new IOException(
          "cannot serve metrics on %s:%d: %s"
              .formatted(
                  config.operatorAddress(),
                  config.operatorPort(),
                  WebServer.reason(e, "web.operator-port")),
          e);
    }
  }

  private static HttpResponse later(ServiceRequestContext context, Supplier<HttpResponse> answer) {
    return HttpResponse.of(answer, context.blockingTaskExecutor());
  }

  private static HttpResponse metrics(PrometheusMeterRegistry meters) {
    return HttpResponse.of(
        ResponseHeaders.of(
            HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            MediaType.PLAIN_TEXT_UTF_8,
            HttpHeaderNames.CACHE_CONTROL,
            "no-store"),
        HttpData.ofUtf8(meters.scrape()));
  }

  /// The port that is listened on.
  int port() {
    return server.activeLocalPort();
  }

  @Override
  public void close() {
    server.stop().join();
  }
}
