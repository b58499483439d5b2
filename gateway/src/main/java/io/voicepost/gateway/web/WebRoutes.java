package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.voicepost.gateway.web.api.ApiRouter;
import io.voicepost.gateway.web.api.MastodonApi;
import io.voicepost.gateway.web.api.stream.StreamDispatcher;
import io.voicepost.gateway.web.audio.AudioAccess;
import io.voicepost.gateway.web.audio.AudioCache;
import io.voicepost.gateway.web.audio.AudioFiles;
import io.voicepost.gateway.web.audio.AudioRoutes;
import io.voicepost.gateway.web.feed.FeedRoutes;
import io.voicepost.gateway.web.http.ClientAddresses;
import io.voicepost.gateway.web.http.ContentPolicy;
import io.voicepost.gateway.web.http.Cors;
import io.voicepost.gateway.web.http.RateLimiter;
import io.voicepost.gateway.web.http.RequestAuthenticator;
import io.voicepost.gateway.web.http.RequestQueue;
import io.voicepost.gateway.web.http.SessionCookie;
import io.voicepost.gateway.web.http.SiteAddress;
import io.voicepost.gateway.web.image.AvatarFiles;
import io.voicepost.gateway.web.live.LiveCards;
import io.voicepost.gateway.web.live.LiveFeed;
import io.voicepost.gateway.web.pages.AccessRoutes;
import io.voicepost.gateway.web.pages.Assets;
import io.voicepost.gateway.web.pages.BrowserPhoneRoutes;
import io.voicepost.gateway.web.pages.CardLoader;
import io.voicepost.gateway.web.pages.PageBinder;
import io.voicepost.gateway.web.pages.PageHandlers;
import io.voicepost.gateway.web.pages.PageRenderer;
import io.voicepost.gateway.web.pages.PageRoutes;
import io.voicepost.gateway.web.pages.RequestGuard;
import io.voicepost.gateway.web.pages.Site;
import io.voicepost.gateway.web.pages.TelephoneRoutes;
import io.voicepost.gateway.web.pages.Templates;
import io.voicepost.gateway.web.pages.UnreadCounter;
import io.voicepost.gateway.web.pages.WebRequest;
import io.voicepost.gateway.web.stream.AnnouncementFanout.StreamLimits;
import io.voicepost.gateway.web.stream.StreamSlots;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/// Puts pages, API, audio and live updates together, and binds them to their paths.
final class WebRoutes implements AutoCloseable {
  private final WebServices services;
  private final Health health;
  private final Site site;
  private final PageRenderer renderer;
  private final RequestGuard guard;
  private final RequestQueue queue;
  private final PageHandlers handlers;
  private final CardLoader cardLoader;
  private final AvatarFiles avatars;
  private final AudioCache audioCache;
  private final LiveFeed live;
  private final MastodonApi api;

  WebRoutes(
      WebConfig config,
      WebServices services,
      Health health,
      ScheduledExecutorService workers,
      MeterRegistry meters) {
    var microblog = services.microblog();
    var limits = config.limits();
    var clock = Clock.systemUTC();
    var templates = new Templates();
    this.services = services;
    this.health = health;
    this.site = new Site(config.line(), config.browserPhone(), config.publicUrl(), Assets.load());
    this.renderer = new PageRenderer(templates, site);
    this.guard = guard(config, services, clock);
    this.queue = new RequestQueue(workers);
    var unread =
        new UnreadCounter(microblog, services.telephone().pins(), services.access().notices());
    this.handlers = new PageHandlers(renderer, guard, queue, unread, clock);
    this.cardLoader = new CardLoader(microblog, services.media().captions());
    this.avatars = new AvatarFiles(services.audio());
    this.audioCache =
        new AudioCache(microblog, services.audio(), limits.audioMemoryBytes(), meters);
    var slots = new StreamSlots(limits.liveListeners(), limits.liveListenersEach());
    var streams = new StreamLimits(slots, limits.heartbeat());
    var liveCards = new LiveCards(cardLoader, templates, clock);
    this.live = new LiveFeed(microblog, liveCards, guard, streams, meters);
    var dispatcher =
        new StreamDispatcher(microblog, services.access(), services.media(), streams, meters);
    this.api =
        new MastodonApi(
            microblog, services.media(), services.access(), avatars, dispatcher, site::base);
  }

  private static RequestGuard guard(WebConfig config, WebServices services, Clock clock) {
    var cookie = SessionCookie.of(config.publicUrl());
    return new RequestGuard(
        services.access(),
        new RequestAuthenticator(services.access().tokens(), cookie),
        cookie,
        new RateLimiter(config.rates(), clock),
        new ClientAddresses(config.proxies()));
  }

  ClientAddresses addresses() {
    return guard.addresses();
  }

  void bind(ServerBuilder builder) {
    var microblog = services.microblog();
    var telephone = services.telephone();
    var binder = new PageBinder(builder, handlers);
    var captions = services.media().captions();
    FeedRoutes.bind(builder, handlers, microblog, captions, avatars, site, renderer);
    PageRoutes.bind(binder, renderer, microblog, services.media(), cardLoader);
    TelephoneRoutes.bind(binder, renderer, microblog, telephone, guard);
    AccessRoutes.bind(binder, renderer, microblog, telephone, guard);
    var audio = new AudioFiles(audioCache, renderer, new AudioAccess(microblog, guard));
    AudioRoutes.bind(builder, handlers, renderer, microblog, audio);
    new BrowserPhoneRoutes(site, renderer, telephone.tickets(), services.calls())
        .bind(builder, handlers);
    bindFiles(builder);
    var authenticator = guard.authenticator();
    api.bind(
        builder,
        new ApiRouter(
            authenticator,
            guard.rateLimiter(),
            guard.addresses(),
            queue,
            site::base,
            Clock.systemUTC()));
  }

  private void bindFiles(ServerBuilder builder) {
    builder
        .service("/live", handlers.personal(live::follow))
        .service("/health", handlers.light(_ -> health.answer()))
        .service(
            "/assets/{name}",
            handlers.light(request ->
                site.assets()
                    .serve(request.part("name"))
                    .orElseGet(() -> renderer.notFound(request))))
        .service("/favicon.ico", handlers.light(_ -> icon()))
        .service(
            "/avatar/{file}",
            Cors.open(
                handlers.service(
                    (context, headers) ->
                        avatars
                            .inMemory(String.valueOf(context.pathParam("file")), headers)
                            .map(ContentPolicy::guard),
                    request ->
                        avatars
                            .serve(request.part("file"), request.headers())
                            .orElseGet(() -> renderer.notFound(request)))))
        // It answers whatever nothing above does; what is bound after it has plain paths only.
        .serviceUnder("/", handlers.page(this::unbound));
  }

  /// Leads on from what somebody typed to the address that is meant.
  private HttpResponse unbound(WebRequest request) {
    var typed = request.context().path();
    var path = SiteAddress.canonical(typed, site.base(request));
    if (path.equals(typed) || path.startsWith("//")) {
      return renderer.notFound(request);
    }
    var query = Optional.ofNullable(request.context().query()).map(it -> "?" + it).orElse("");
    return HttpResponse.ofRedirect(HttpStatus.MOVED_PERMANENTLY, path + query);
  }

  private HttpResponse icon() {
    return HttpResponse.ofRedirect(HttpStatus.FOUND, site.assets().path("icon.svg"));
  }

  /// Ends what stays open.
  void closeStreams() {
    live.close();
    api.close();
  }

  @Override
  public void close() {
    audioCache.close();
  }
}
