package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.encoding.EncodingService;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.ChannelOption;
import io.voicepost.gateway.web.http.ApiErrors;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The web side of the service: pages, audio and live updates over HTTP/1.1 and HTTP/2 without TLS;
/// metrics and the details of health on an address of their own.
public final class WebServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebServer.class);

  /// Left alone the system sends ahead up to megabytes for each connection. As much as this is
  /// enough for sound on any line, stays in the processor's cache, and is bounded however many
  /// listen. (Linux takes it twice, see socket(7).)
  private static final int SEND_BUFFER = 128 * 1024;

  /// What browsers ask for at once (RFC 9113, section 6.5.2).
  private static final int MOST_STREAMS = 100;

  private static final Duration QUIET = Duration.ofMillis(50);

  private final Server server;
  private final WebRoutes routes;
  private final Health health;
  private final ScheduledExecutorService workers;
  private Optional<OperatorServer> operator = Optional.empty();

  private WebServer(
      WebConfig config,
      WebServices services,
      PrometheusMeterRegistry meters,
      List<HealthCheck> checks) {
    this.workers =
        Executors.newScheduledThreadPool(
            config.limits().requests(), Thread.ofVirtual().name("web-", 0).factory());
    this.health = new Health(checks);
    this.routes = new WebRoutes(config, services, health, workers, meters);
    var builder = Server.builder().bossGroupFactory(AcceptorGroup::new);
    limit(builder, config, meters);
    config.publicUrl().filter(it -> "https".equals(it.getScheme())).ifPresent(_ -> secure(builder));
    new ConnectionLimiter(routes.addresses(), config.limits()).guard(builder);
    routes.bind(builder);
    this.server = builder.build();
  }

  /// Starts listening.
  ///
  /// @param checks what `/health` asks
  /// @throws IOException if the address or port cannot be had; the message says so in one line
  public static WebServer start(
      WebConfig config,
      WebServices services,
      PrometheusMeterRegistry meters,
      List<HealthCheck> checks)
      throws IOException {
    var web = new WebServer(config, services, meters, checks);
    try {
      web.operator = Optional.of(OperatorServer.start(config, web.health, meters));
      web.server.start().join();
      log.info("metrics ready url=http://{}:{}", config.operatorAddress(), web.operatorPort());
      return web;
    } catch (IOException e) {
      web.close();
      throw e;
    } catch (CompletionException e) {
      web.close();
      throw new IOException(
          "cannot serve pages on %s:%d: %s"
              .formatted(config.address(), config.port(), reason(e, "web.port")),
          e);
    }
  }

  static String reason(CompletionException failed, String setting) {
    var cause = failed.getCause();
    return cause instanceof BindException && String.valueOf(cause).contains("in use")
        ? "the port is in use; stop what uses it or choose another one (" + setting + ")"
        : String.valueOf(cause);
  }

  /// The port that the operator's metrics are on.
  public int operatorPort() {
    return operator.orElseThrow().port();
  }

  /// The port that is listened on.
  public int port() {
    return server.activeLocalPort();
  }

  /// The addresses that are served, as they are bound.
  public List<String> routes() {
    return server.serviceConfigs().stream().map(it -> it.route().patternString()).toList();
  }

  private void limit(ServerBuilder builder, WebConfig config, PrometheusMeterRegistry meters) {
    var limits = config.limits();
    builder
        .port(new InetSocketAddress(config.address(), config.port()), SessionProtocol.HTTP)
        .blockingTaskExecutor(workers, false)
        .meterRegistry(meters)
        .errorHandler(new ApiErrors().orElse(ServerErrorHandler.ofDefault()))
        .disableServerHeader()
        // The visitors', and as many of proxies.
        .maxNumConnections(2 * limits.connections())
        .http2MaxStreamsPerConnection(MOST_STREAMS)
        .childChannelOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
        .maxRequestLength(1024)
        .requestTimeout(limits.patience())
        .idleTimeout(Duration.ofSeconds(60))
        .gracefulShutdownTimeout(QUIET, limits.drain().plus(QUIET))
        .decorator(
            EncodingService.builder().encodableContentTypes(WebServer::packs).newDecorator());
  }

  /// Browsers that came by HTTPS once come by nothing else for a year (RFC 6797).
  private static void secure(ServerBuilder builder) {
    builder.decorator((service, context, request) -> {
      context.mutateAdditionalResponseHeaders(
          it -> it.set(HttpHeaderNames.STRICT_TRANSPORT_SECURITY, "max-age=31536000"));
      return service.serve(context, request);
    });
  }

  /// Text is worth compressing; live updates would be held back by it.
  private static boolean packs(MediaType type) {
    boolean text =
        type.belongsTo(MediaType.ANY_TEXT_TYPE)
            || type.subtype().equals("svg+xml")
            || type.isJson();
    return text && !type.belongsTo(MediaType.EVENT_STREAM);
  }

  /// Ends the live streams, lets requests in hand finish for a bounded time, then stops.
  @Override
  public void close() {
    routes.closeStreams();
    server.stop().join();
    operator.ifPresent(OperatorServer::close);
    routes.close();
    health.close();
    workers.shutdownNow();
  }
}
