package io.voicepost.gateway;

import io.micrometer.core.instrument.Gauge;
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
import io.voicepost.gateway.web.WebServices;
import io.voicepost.transcoder.Transcoder;
import io.voicepost.transcoder.upload.UploadDecoder;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where the parts of a gateway are put together: stores first, the telephone last,
/// so that whoever is answered finds everything ready.
///
/// @param parts takes what was started, to be closed in reverse
record CompositionRoot(
    GatewayConfig config, StartedParts parts, PrometheusMeterRegistry meters, Clock clock) {
  private static final Logger log = LoggerFactory.getLogger(CompositionRoot.class);

  static CompositionRoot of(GatewayConfig config, StartedParts parts) {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    return new CompositionRoot(config, parts, meters, Clock.systemUTC());
  }

  /// Starts everything and returns where the pages are. What was started before something failed is
  /// among the parts.
  URI start() throws IOException {
    var decoder = new UploadDecoder(config.media().uploads(), config.transcodeThreads());
    var decoderCheck = Thread.ofVirtual().name("decoder-check").start(() -> check(decoder));
    parts.add(meters::close);
    measureProcess();
    DataFolder.close(config.data(), config.audioFolder());
    var stores = parts.add(Stores.open(config));
    var microblog = stores.microblog();
    parts.add(AnnouncementRelay.join(stores.database(), microblog.announcements()));
    if (config.demo().isPresent()) {
      DemoAccount.seed(config.demo().get(), config, stores);
    }

    var spool = parts.add(Spool.open(config.spool(), clock));
    Gauge.builder("voicepost.spool.backlog", spool, Spool::backlog)
        .description("Messages captured and not yet confirmed")
        .register(meters);
    var transcoder = parts.add(new Transcoder(config.transcodeThreads()));
    var replayCache = ReplayCache.open(config.replays(), stores.audio(), transcoder, clock);
    var uploads =
        new Uploads(decoder, spool, stores.database().media(), microblog.postCommands(), clock);
    new Housekeeping(stores, spool, replayCache, uploads, clock).start(parts);

    var media = new MediaServices(uploads, captionEditor(stores), config.media().uploads());
    var web = parts.add(startWeb(stores, media, spool));
    startPublishing(stores, media, spool, new RenditionMaker(transcoder, stores.audio()));
    startAnswering(callParts(stores, spool, replayCache));
    joined(decoderCheck);
    return config.page(web.port());
  }

  private WebServer startWeb(Stores stores, MediaServices media, Spool spool) throws IOException {
    var microblog = stores.microblog();
    var services =
        new WebServices(
            microblog,
            stores.access(),
            stores.audio(),
            media,
            stores.telephone(),
            new CallMessages(config.spool(), microblog.postCommands()));
    var health =
        List.of(
            new HealthCheck("database", stores.database()::check),
            new HealthCheck("audio", stores.audio()::check),
            new HealthCheck("spool", spool::check));
    return WebServer.start(config.web(), services, meters, health);
  }

  private void startPublishing(
      Stores stores, MediaServices media, Spool spool, RenditionMaker renditionMaker) {
    var database = stores.database();
    var commands = stores.microblog().postCommands();
    var written =
        new MessageRouter.RouterStores(database.approvals(), database.lines(), database.calls());
    var router = new MessageRouter(stores.directory(), stores.lines(), written, commands, clock);
    var pipeline =
        new PublishPipeline(
            renditionMaker, new VoiceCheck(meters), router, commands, media.uploads());
    parts.add(
        PublishWorker.start(spool, pipeline, media.captions(), meters, config.transcodeThreads()));
  }

  private void startAnswering(CallParts calls) throws IOException {
    var callers = new Adopter.CallerLookup(calls.directory(), calls.lines(), calls.passports());
    parts.add(Adopter.start(calls.spool(), callers, config.adopter(), clock));
    var callFlow = new CallFlow(calls, clock);
    parts.add(
        FastAgiServer.start(
            config.agi(), callFlow::run, calls.promptRecordings().prompts(), meters));
    Thread.ofVirtual().name("prompt-rules").start(PromptComposer::readRules);
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

  private CallParts callParts(Stores stores, Spool spool, ReplayCache replayCache) {
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

  private CaptionEditor captionEditor(Stores stores) {
    var captions = stores.database().captions();
    var service = config.media().captions();
    service.ifPresent(it -> parts.add(CaptionWorker.start(captions, stores.audio(), it, clock)));
    return new CaptionEditor(captions, service.isPresent(), clock);
  }

  private void measureProcess() {
    var gc = parts.add(new JvmGcMetrics());
    for (var metrics :
        List.of(new JvmMemoryMetrics(), gc, new ProcessorMetrics(), new UptimeMetrics())) {
      metrics.bindTo(meters);
    }
  }
}
