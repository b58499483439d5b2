package io.voicepost.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.voicepost.gateway.agi.FastAgiServer;
import io.voicepost.gateway.call.CallFlow;
import io.voicepost.gateway.call.CallParts;
import io.voicepost.gateway.call.PromptRecordings;
import io.voicepost.gateway.cluster.AnnouncementRelay;
import io.voicepost.gateway.config.DataFolder;
import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.identity.PassportVerifier;
import io.voicepost.gateway.media.CaptionEditor;
import io.voicepost.gateway.media.CaptionWorker;
import io.voicepost.gateway.media.MediaServices;
import io.voicepost.gateway.media.Uploads;
import io.voicepost.gateway.microblog.Announcement;
import io.voicepost.gateway.publish.Adopter;
import io.voicepost.gateway.publish.CallMessages;
import io.voicepost.gateway.publish.MessageRouter;
import io.voicepost.gateway.publish.PublishPipeline;
import io.voicepost.gateway.publish.PublishWorker;
import io.voicepost.gateway.publish.RenditionMaker;
import io.voicepost.gateway.publish.VoiceCheck;
import io.voicepost.gateway.replay.ReplayCache;
import io.voicepost.gateway.speech.PromptComposer;
import io.voicepost.gateway.speech.RecordedPrompts;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.gateway.web.HealthCheck;
import io.voicepost.gateway.web.WebServer;
import io.voicepost.gateway.web.pages.WebParts;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.sql.Database;
import io.voicepost.transcoder.Transcoder;
import io.voicepost.transcoder.upload.UploadDecoder;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A whole running gateway, and the one place where its parts are put together: stores first, the
/// telephone last, so that whoever is answered finds everything ready. Closing takes them apart in
/// reverse: stop answering and let calls end, finish the message in hand, stop the web, close the
/// stores.
public final class Gateway implements AutoCloseable {
  /// How long calls, tries at codes and signatures are remembered.
  private static final Duration REMEMBERED = Duration.ofDays(2);

  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  /// How long it takes until a play is counted.
  private static final Duration PLAYS = Duration.ofSeconds(5);

  private final StartedParts parts;
  private final URI address;

  private Gateway(StartedParts parts, URI address) {
    this.parts = parts;
    this.address = address;
  }

  /// Starts everything, or nothing.
  ///
  /// @throws IOException if a part cannot start; its one line says which and what to do
  public static Gateway start(GatewayConfig config) throws IOException {
    var parts = new StartedParts();
    try {
      return new Gateway(parts, build(config, parts));
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static URI build(GatewayConfig config, StartedParts parts) throws IOException {
    var clock = Clock.systemUTC();
    var decoder = new UploadDecoder(config.media().uploads(), config.transcodeThreads());
    var decoderCheck = Thread.ofVirtual().name("decoder-check").start(() -> check(decoder));
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    parts.add(meters::close);
    measure(meters, parts);

    DataFolder.close(config.data(), config.audioFolder());
    var stores = parts.add(Stores.open(config));
    var microblog = stores.microblog();
    var directory = stores.directory();
    parts.add(AnnouncementRelay.join(stores.database(), microblog.announcements()));
    var removal = microblog.audioRemoval();
    parts.add(
        Sweeper.start("audio", Duration.ofMinutes(1), Duration.ofMinutes(10), removal::sweep));
    if (config.demo().isPresent()) {
      DemoAccount.seed(config.demo().get(), config, stores);
    }

    var spool = parts.add(Spool.open(config.spool(), clock));
    measure(meters, spool);
    parts.add(Sweeper.start("spool", Duration.ZERO, Duration.ofHours(1), spool::sweep));

    var transcoder = parts.add(new Transcoder(config.transcodeThreads()));
    var replayCache = ReplayCache.open(config.replays(), stores.audio(), transcoder, clock);
    parts.add(
        Sweeper.start("replays", Duration.ofHours(1), Duration.ofHours(1), replayCache::sweep));
    parts.add(
        microblog
            .announcements()
            .subscribe(announcement -> follow(spool, replayCache, announcement)));
    var uploads =
        new Uploads(decoder, spool, stores.database().media(), microblog.postCommands(), clock);
    parts.add(Sweeper.start("uploads", Duration.ofMinutes(2), Duration.ofHours(1), uploads::sweep));
    var captionEditor = captioning(config, stores, parts, clock);
    var health =
        List.of(
            new HealthCheck("database", stores.database()::check),
            new HealthCheck("audio", stores.audio()::check),
            new HealthCheck("spool", spool::check));
    var tokens = stores.access().tokens();
    parts.add(
        Sweeper.start("sessions", Duration.ofMinutes(1), Duration.ofMinutes(10), tokens::sweep));
    var notices = stores.access().notices();
    parts.add(Sweeper.start("notices", Duration.ofMinutes(4), Duration.ofHours(6), notices::sweep));
    var recovery = stores.database().phoneRecovery();
    parts.add(
        Sweeper.start(
            "phone recovery",
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            () -> recovery.sweep(clock.instant())));
    var media = new MediaServices(uploads, captionEditor, config.media().uploads());
    var behind =
        new WebParts(
            microblog,
            stores.access(),
            stores.audio(),
            media,
            stores.telephone(),
            new CallMessages(config.spool(), microblog.postCommands()));
    parts.add(() -> microblog.plays().flush());
    parts.add(Sweeper.start("plays", PLAYS, PLAYS, microblog.plays()::flush));
    parts.add(
        Sweeper.start(
            "waiting",
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            microblog.approvals()::sweep));
    var web = parts.add(WebServer.start(config.web(), behind, meters, health));

    var renditionMaker = new RenditionMaker(transcoder, stores.audio());
    var database = stores.database();
    var written =
        new MessageRouter.RouterStores(database.approvals(), database.lines(), database.calls());
    var router =
        new MessageRouter(directory, stores.lines(), written, microblog.postCommands(), clock);
    var pipeline =
        new PublishPipeline(
            renditionMaker, new VoiceCheck(meters), router, microblog.postCommands(), uploads);
    parts.add(
        PublishWorker.start(spool, pipeline, captionEditor, meters, config.transcodeThreads()));
    var calls = callParts(config, stores, spool, replayCache, clock);
    var callers = new Adopter.CallerLookup(directory, stores.lines(), calls.passports());
    parts.add(Adopter.start(spool, callers, config.adopter(), clock));
    var callFlow = new CallFlow(calls, clock);
    parts.add(
        FastAgiServer.start(
            config.agi(), callFlow::run, calls.promptRecordings().prompts(), meters));
    Thread.ofVirtual().name("prompt-rules").start(PromptComposer::readRules);
    parts.add(
        Sweeper.start(
            "telephone",
            Duration.ofMinutes(3),
            Duration.ofHours(1),
            () -> forgetCalls(stores.database(), clock.instant())));
    joined(decoderCheck);
    return config.page(web.port());
  }

  /// Without its fence nothing foreign is decoded; all else goes on.
  private static void check(UploadDecoder decoder) {
    try {
      log.info("uploads ready decoder=\"{}\"", decoder.check());
    } catch (IOException e) {
      log.error("uploads refused reason=\"{}\"", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void joined(Thread thread) throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting", e);
    }
  }

  private static CallParts callParts(
      GatewayConfig config, Stores stores, Spool spool, ReplayCache replayCache, Clock clock) {
    var database = stores.database();
    var telephone = stores.telephone();
    return new CallParts(
        stores.lines(),
        database.lines(),
        database.calls(),
        stores.directory(),
        new PassportVerifier(database.passports(), config.vault(), clock),
        telephone.tickets(),
        telephone.pins(),
        telephone.links(),
        telephone.accounts(),
        telephone.recovery(),
        stores.microblog(),
        spool,
        replayCache,
        new PromptRecordings(
            new RecordedPrompts(config.prompts()), config.spool().resolve("takes")));
  }

  /// Nobody asks for calls, tries and signatures that are older than a day.
  private static void forgetCalls(Database database, Instant now) throws IOException {
    var before = now.minus(REMEMBERED);
    database.calls().forgetBefore(before);
    database.codes().forgetBefore(before);
    database.passports().forgetBefore(before);
  }

  private static CaptionEditor captioning(
      GatewayConfig config, Stores stores, StartedParts parts, Clock clock) {
    var captions = stores.database().captions();
    var service = config.media().captions();
    service.ifPresent(it -> parts.add(CaptionWorker.start(captions, stores.audio(), it, clock)));
    return new CaptionEditor(captions, service.isPresent(), clock);
  }

  /// Where the pages are.
  public URI address() {
    return address;
  }

  @Override
  public void close() {
    parts.close();
  }

  /// What is deleted leaves the spool and the replays, too.
  private static void follow(Spool spool, ReplayCache replayCache, Announcement announcement) {
    switch (announcement) {
      case Announcement.Deleted deleted ->
          deleted.recording().ifPresent(it -> forget(spool, replayCache, it));
      case Announcement.Discarded discarded -> forget(spool, replayCache, discarded.recording());
      case Announcement.Missed _ -> replayCache.forgetAll();
      case Announcement.Posted _,
          Announcement.Reposted _,
          Announcement.Edited _,
          Announcement.Related _,
          Announcement.Notified _,
          Announcement.Revoked _ -> {}
    }
  }

  private static void forget(Spool spool, ReplayCache replayCache, RecordingId recording) {
    replayCache.forget(recording);
    try {
      spool.forget(recording);
    } catch (IOException e) {
      log.error("spool delete failed recording={} next=sweep", recording, e);
    }
  }

  private static void measure(MeterRegistry meters, StartedParts parts) {
    new JvmMemoryMetrics().bindTo(meters);
    parts.add(bound(new JvmGcMetrics(), meters));
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
  }

  private static JvmGcMetrics bound(JvmGcMetrics gc, MeterRegistry meters) {
    gc.bindTo(meters);
    return gc;
  }

  private static void measure(MeterRegistry meters, Spool spool) {
    Gauge.builder("voicepost.spool.backlog", spool, Spool::backlog)
        .description("Messages captured and not yet confirmed")
        .register(meters);
  }
}
