package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerErrorHandler;
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
import io.voicepost.gateway.web.api.RateLimits;
import io.voicepost.gateway.web.api.SessionCookie;
import io.voicepost.gateway.web.api.Streaming;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// The web side of the service: pages, audio, live updates, health and metrics over HTTP/1.1 and
/// HTTP/2 without TLS.
public final class WebServer implements AutoCloseable {
  /// Left alone the system sends ahead up to megabytes for each connection. As much as this is
  /// enough for sound on any line, stays in the processor's cache, and is bounded however many
  /// listen. (Linux takes it twice, see socket(7).)
  private static final int SEND_BUFFER = 128 * 1024;

  private static final Duration QUIET = Duration.ofMillis(50);

  private final Server server;
  private final LiveFeed live;
  private final ClientApi api;
  private final AudioShelf shelf;
  private final Health health;
  private final ScheduledExecutorService workers;

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
    this.live = new LiveFeed(microblog, new LiveCards(cards, templates, clock), limits, meters);
    var builder = Server.builder();
    bound(builder, config, meters);
    var doors = doors(config, parts.access(), clock);
    var requests =
        new Requests(pages, doors, new Unread(microblog, parts.telephone().pins()), clock);
    var avatars = new Avatars(parts.audio());
    FeedRoutes.bind(builder, requests, parts, avatars, site, pages);
    PageRoutes.bind(builder, requests, pages, parts, cards);
    var audio = new AudioFiles(shelf, pages);
    TelephoneRoutes.bind(builder, requests, pages, parts, doors);
    TelephoneRoutes.bindWaiting(builder, requests, pages, parts, audio);
    // Last, for it answers whatever nothing else does; what stands below has plain paths only.
    routes(builder, requests, pages, site, audio, meters);
    builder.service(
        "/avatar/{file}",
        requests.service(
            visit -> avatars.serve(visit.part("file")).orElseGet(() -> pages.notFound(visit))));
    DoorRoutes.bind(builder, requests, pages, parts, doors);
    this.api =
        new ClientApi(
            microblog,
            parts.media(),
            parts.access(),
            avatars,
            new Streaming(
                microblog, parts.media(), limits.liveListeners(), limits.heartbeat(), meters),
            site::base);
    api.bind(
        builder, new Api(doors.askers(), doors.limits(), doors.addresses(), site::base, clock));
    this.server = builder.build();
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
      web.server.start().join();
      return web;
    } catch (CompletionException e) {
      web.close();
      throw new IOException(
          "cannot serve pages on " + config.address() + ":" + config.port() + ": " + reason(e), e);
    }
  }

  private static String reason(CompletionException failed) {
    var cause = failed.getCause();
    return cause instanceof BindException && String.valueOf(cause).contains("in use")
        ? "the port is in use; stop what uses it or choose another one (web.port)"
        : String.valueOf(cause);
  }

  /// The port that is listened on.
  public int port() {
    return server.activeLocalPort();
  }

  private void bound(ServerBuilder builder, WebConfig config, PrometheusMeterRegistry meters) {
    var limits = config.limits();
    builder
        .port(new InetSocketAddress(config.address(), config.port()), SessionProtocol.HTTP)
        .blockingTaskExecutor(workers, false)
        .meterRegistry(meters)
        .errorHandler(new ApiErrors().orElse(ServerErrorHandler.ofDefault()))
        .disableServerHeader()
        .maxNumConnections(limits.connections())
        .childChannelOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
        .maxRequestLength(1024)
        .requestTimeout(Duration.ofSeconds(20))
        .idleTimeout(Duration.ofSeconds(60))
        .gracefulShutdownTimeout(QUIET, limits.drain().plus(QUIET))
        .decorator(
            EncodingService.builder().encodableContentTypes(WebServer::packs).newDecorator());
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
      ServerBuilder builder,
      Requests requests,
      Pages pages,
      Site site,
      AudioFiles audio,
      PrometheusMeterRegistry meters) {
    builder
        .service(
            "regex:^/audio/(?<recording>[0-9a-f-]{36})\\.(?<extension>[a-z0-9]{1,5})$",
            requests.service(audio::atHand, audio::serve))
        .service("/live", requests.personal(live::follow))
        .service("/phone", requests.service(new CallSettings(site, pages)::answer))
        .service("/health", requests.service(_ -> health.answer()))
        .service("/metrics", requests.service(_ -> text(meters.scrape())))
        .service(
            "/assets/{name}",
            requests.service(visit ->
                site.assets().serve(visit.part("name")).orElseGet(() -> pages.notFound(visit))))
        .service("/favicon.ico", requests.service(_ -> icon(site)))
        .serviceUnder("/", requests.page(pages::notFound));
  }

  private static HttpResponse icon(Site site) {
    return HttpResponse.ofRedirect(HttpStatus.FOUND, site.assets().path("icon.svg"));
  }

  private static HttpResponse text(String text) {
    return HttpResponse.of(
        ResponseHeaders.of(
            HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            MediaType.PLAIN_TEXT_UTF_8,
            HttpHeaderNames.CACHE_CONTROL,
            "no-store"),
        HttpData.ofUtf8(text));
  }

  /// Ends the live streams, lets requests in hand finish for a bounded time, then stops.
  @Override
  public void close() {
    live.close();
    api.close();
    server.stop().join();
    shelf.close();
    health.close();
    workers.shutdownNow();
  }
}
