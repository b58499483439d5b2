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
import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.web.api.ApiRouter;
import io.voicepost.gateway.web.api.MastodonApi;
import io.voicepost.gateway.web.api.stream.StreamDispatcher;
import io.voicepost.gateway.web.audio.AudioAccess;
import io.voicepost.gateway.web.audio.AudioCache;
import io.voicepost.gateway.web.audio.AudioFiles;
import io.voicepost.gateway.web.audio.AudioRoutes;
import io.voicepost.gateway.web.feed.FeedRoutes;
import io.voicepost.gateway.web.http.ApiErrors;
import io.voicepost.gateway.web.http.ClientAddresses;
import io.voicepost.gateway.web.http.ContentPolicy;
import io.voicepost.gateway.web.http.RateLimiter;
import io.voicepost.gateway.web.http.RequestAuthenticator;
import io.voicepost.gateway.web.http.RequestQueue;
import io.voicepost.gateway.web.http.SessionCookie;
import io.voicepost.gateway.web.http.StreamSlots;
import io.voicepost.gateway.web.image.AvatarFiles;
import io.voicepost.gateway.web.live.LiveCards;
import io.voicepost.gateway.web.live.LiveFeed;
import io.voicepost.gateway.web.pages.AccessRoutes;
import io.voicepost.gateway.web.pages.Assets;
import io.voicepost.gateway.web.pages.BrowserPhoneRoutes;
import io.voicepost.gateway.web.pages.CardLoader;
import io.voicepost.gateway.web.pages.PageHandlers;
import io.voicepost.gateway.web.pages.PageRenderer;
import io.voicepost.gateway.web.pages.PageRoutes;
import io.voicepost.gateway.web.pages.RequestGuard;
import io.voicepost.gateway.web.pages.Site;
import io.voicepost.gateway.web.pages.TelephoneRoutes;
import io.voicepost.gateway.web.pages.Templates;
import io.voicepost.gateway.web.pages.UnreadCounter;
import io.voicepost.gateway.web.pages.WebParts;
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
  private final MastodonApi api;
  private final AudioCache audioCache;
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
    var renderer = new PageRenderer(templates, site);
    this.workers =
        Executors.newScheduledThreadPool(
            limits.requests(), Thread.ofVirtual().name("web-", 0).factory());
    this.health = new Health(checks);
    this.audioCache = new AudioCache(microblog, parts.audio(), limits.audioMemoryBytes(), meters);
    var cardLoader = new CardLoader(microblog, parts.media().captions());
    var guard = doors(config, parts.access(), clock);
    var slots = new StreamSlots(limits.liveListeners(), limits.liveListenersEach());
    var liveCards = new LiveCards(cardLoader, templates, clock);
    this.live = new LiveFeed(microblog, liveCards, guard, slots, limits.heartbeat(), meters);
    var builder = Server.builder();
    bound(builder, config, meters);
    config.publicUrl().filter(it -> "https".equals(it.getScheme())).ifPresent(_ -> secure(builder));
    new ConnectionLimiter(guard.addresses(), limits).guard(builder);
    var queue = new RequestQueue(workers);
    var handlers =
        new PageHandlers(
            renderer,
            guard,
            queue,
            new UnreadCounter(microblog, parts.telephone().pins(), parts.access().notices()),
            clock);
    var avatars = new AvatarFiles(parts.audio());
    FeedRoutes.bind(builder, handlers, parts, avatars, site, renderer);
    PageRoutes.bind(builder, handlers, renderer, parts, cardLoader);
    var audio = new AudioFiles(audioCache, renderer, new AudioAccess(microblog, guard));
    TelephoneRoutes.bind(builder, handlers, renderer, parts, guard);
    AudioRoutes.bind(builder, handlers, renderer, microblog, audio);
    var phone = new BrowserPhoneRoutes(site, renderer, parts.telephone().tickets(), parts.calls());
    phone.bind(builder, handlers);
    // Last, for it answers whatever nothing else does; what stands below has plain paths only.
    routes(builder, handlers, renderer, site);
    builder.service(
        "/avatar/{file}",
        handlers.service(
            (context, headers) -> inMemory(avatars, context, headers),
            request ->
                avatars
                    .serve(request.part("file"), request.headers())
                    .orElseGet(() -> renderer.notFound(request))));
    AccessRoutes.bind(builder, handlers, renderer, parts, guard);
    this.api =
        new MastodonApi(
            microblog,
            parts.media(),
            parts.access(),
            avatars,
            new StreamDispatcher(
                microblog, parts.access(), parts.media(), slots, limits.heartbeat(), meters),
            site::base);
    api.bind(
        builder,
        new ApiRouter(
            guard.authenticator(),
            guard.rateLimiter(),
            guard.addresses(),
            queue,
            site::base,
            clock));
    this.server = builder.build();
  }

  private static Optional<HttpResponse> inMemory(
      AvatarFiles avatars, ServiceRequestContext context, RequestHeaders headers) {
    return avatars
        .inMemory(String.valueOf(context.pathParam("file")), headers)
        .map(ContentPolicy::guard);
  }

  private static RequestGuard doors(WebConfig config, AccessServices access, Clock clock) {
    var cookie = SessionCookie.of(config.publicUrl());
    return new RequestGuard(
        access,
        new RequestAuthenticator(access.tokens(), cookie),
        cookie,
        new RateLimiter(config.rates(), clock),
        new ClientAddresses(config.proxies()));
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
      ServerBuilder builder, PageHandlers handlers, PageRenderer renderer, Site site) {
    builder
        .service("/live", handlers.personal(live::follow))
        .service("/health", handlers.light(_ -> health.answer()))
        .service(
            "/assets/{name}",
            handlers.light(request ->
                site.assets()
                    .serve(request.part("name"))
                    .orElseGet(() -> renderer.notFound(request))))
        .service("/favicon.ico", handlers.light(_ -> icon(site)))
        .serviceUnder("/", handlers.page(renderer::notFound));
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
    audioCache.close();
    health.close();
    workers.shutdownNow();
  }
}
