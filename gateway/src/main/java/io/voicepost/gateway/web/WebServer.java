package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.encoding.EncodingService;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.ChannelOption;
import io.voicepost.gateway.access.Access;
import io.voicepost.gateway.web.api.Addresses;
import io.voicepost.gateway.web.api.Api;
import io.voicepost.gateway.web.api.ApiErrors;
import io.voicepost.gateway.web.api.Askers;
import io.voicepost.gateway.web.api.Avatars;
import io.voicepost.gateway.web.api.ClientApi;
import io.voicepost.gateway.web.api.LiveSlots;
import io.voicepost.gateway.web.api.RateLimits;
import io.voicepost.gateway.web.api.SessionCookie;
import io.voicepost.gateway.web.api.Streaming;
import io.voicepost.gateway.web.api.Turns;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Clock;
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
  private final LiveFeed live;
  private final ClientApi api;
  private final AudioShelf shelf;
  private final Health health;
  private final ScheduledExecutorService workers;
  private Optional<OperatorServer> operator = Optional.empty();

  private WebServer(
      WebConfig config, WebParts parts, PrometheusMeterRegistry meters, List<HealthCheck> checks) {
    var microblog = parts.microblog();
    var limits = config.limits();
    var clock = Clock.systemUTC();
    var templates = new Templates();
    var assets = Assets.load();
    var site = new Site(config.line(), config.browserPhone(), config.publicUrl(), assets);
    var pages = new Pages(templates, site);
    this.workers =
        Executors.newScheduledThreadPool(
            limits.requests(), Thread.ofVirtual().name("web-", 0).factory());
    this.health = new Health(checks);
    this.shelf = new AudioShelf(microblog, parts.audio(), limits.audioMemoryBytes(), meters);
    var cards = new Cards(microblog, parts.media().captioning());
    var doors = doors(config, parts.access(), clock);
    var slots = new LiveSlots(limits.liveListeners(), limits.liveListenersEach());
    var liveCards = new LiveCards(cards, templates, clock);
    this.live = new LiveFeed(microblog, liveCards, doors, slots, limits.heartbeat(), meters);
    var builder = Server.builder();
    bound(builder, config, meters);
    config.publicUrl().filter(it -> "https".equals(it.getScheme())).ifPresent(_ -> secure(builder));
    new Connections(doors.addresses(), limits).guard(builder);
    var turns = new Turns(workers);
    var requests =
        new Requests(
            pages,
            doors,
            turns,
            new Unread(microblog, parts.telephone().pins(), parts.access().notices()),
            clock);
    var avatars = new Avatars(parts.audio());
    FeedRoutes.bind(builder, requests, parts, avatars, site, pages);
    PageRoutes.bind(builder, requests, pages, parts, cards);
    var audio = new AudioFiles(shelf, pages, new Listeners(microblog, doors));
    TelephoneRoutes.bind(builder, requests, pages, parts, doors);
    AudioRoutes.bind(builder, requests, pages, microblog, audio);
    var phone = new PhoneRoutes(site, pages, parts.telephone().tickets(), parts.calls());
    phone.bind(builder, requests);
    // Last, for it answers whatever nothing else does; what stands below has plain paths only.
    routes(builder, requests, pages, site);
    builder.service(
        "/avatar/{file}",
        requests.service(
            (context, headers) -> inMemory(avatars, context, headers),
            visit ->
                avatars
                    .serve(visit.part("file"), visit.headers())
                    .orElseGet(() -> pages.notFound(visit))));
    DoorRoutes.bind(builder, requests, pages, parts, doors);
    this.api =
        new ClientApi(
            microblog,
            parts.media(),
            parts.access(),
            avatars,
            new Streaming(
                microblog, parts.access(), parts.media(), slots, limits.heartbeat(), meters),
            site::base);
    api.bind(
        builder,
        new Api(doors.askers(), doors.limits(), doors.addresses(), turns, site::base, clock));
    this.server = builder.build();
  }

  private static Optional<HttpResponse> inMemory(
      Avatars avatars, ServiceRequestContext context, RequestHeaders headers) {
    return avatars
        .atHand(String.valueOf(context.pathParam("file")), headers)
        .map(ContentPolicy::guard);
  }

  private static Doors doors(WebConfig config, Access access, Clock clock) {
    var cookie = SessionCookie.of(config.publicUrl());
    return new Doors(
        access,
        new Askers(access.tokens(), cookie),
        cookie,
        new RateLimits(config.rates(), clock),
        new Addresses(config.proxies()));
  }

  /// Starts listening.
  ///
  /// @param checks what `/health` asks
  /// @throws IOException if the address or port cannot be had; the message says so in one line
  public static WebServer start(
      WebConfig config, WebParts parts, PrometheusMeterRegistry meters, List<HealthCheck> checks)
      throws IOException {
    var web = new WebServer(config, parts, meters, checks);
    try {
      web.operator = Optional.of(OperatorServer.start(config, web.health, meters));
      web.server.start().join();
      log.info(
          "Metrics and health are at http://{}:{}.", config.operatorAddress(), web.operatorPort());
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
  List<String> routes() {
    return server.serviceConfigs().stream().map(it -> it.route().patternString()).toList();
  }

  private void bound(ServerBuilder builder, WebConfig config, PrometheusMeterRegistry meters) {
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

  private void routes(
      ServerBuilder builder, Requests requests, Pages pages, Site site) {
    builder
        .service("/live", requests.personal(live::follow))
        .service("/health", requests.light(_ -> health.answer()))
        .service(
            "/assets/{name}",
            requests.light(visit ->
                site.assets().serve(visit.part("name")).orElseGet(() -> pages.notFound(visit))))
        .service("/favicon.ico", requests.light(_ -> icon(site)))
        .serviceUnder("/", requests.page(pages::notFound));
  }

  private static HttpResponse icon(Site site) {
    return HttpResponse.ofRedirect(HttpStatus.FOUND, site.assets().path("icon.svg"));
  }

  /// Ends the live streams, lets requests in hand finish for a bounded time, then stops.
  @Override
  public void close() {
    live.close();
    api.close();
    server.stop().join();
    operator.ifPresent(OperatorServer::close);
    shelf.close();
    health.close();
    workers.shutdownNow();
  }
}
