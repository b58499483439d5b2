package io.voicepost.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.voicepost.gateway.access.AccessConfig;
import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.access.Pepper;
import io.voicepost.gateway.cluster.TokenRevocations;
import io.voicepost.gateway.identity.PhoneServices;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.media.CaptionEditor;
import io.voicepost.gateway.media.MediaServices;
import io.voicepost.gateway.media.Uploads;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.VoiceMessage;
import io.voicepost.gateway.publish.CallMessages;
import io.voicepost.gateway.publish.MessageRouters;
import io.voicepost.gateway.publish.PublishPipeline;
import io.voicepost.gateway.publish.PublishWorker;
import io.voicepost.gateway.publish.RenditionMaker;
import io.voicepost.gateway.publish.VoiceCheck;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.gateway.web.http.BrowserPhone;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.audio.EmbeddedS3;
import io.voicepost.storage.audio.S3AudioStore;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import io.voicepost.transcoder.TranscodeResult;
import io.voicepost.transcoder.Transcoder;
import io.voicepost.transcoder.upload.UploadDecoder;
import io.voicepost.transcoder.upload.UploadLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A running site on a real database and a real S3 server, in a folder of its own.
public final class TestSite implements AutoCloseable {
  private final Database database;
  private final EmbeddedS3 s3;
  private final AudioStore audio;
  private final AccountStore accounts;
  private final Microblog microblog;
  private final AccessServices access;
  private final PhoneServices telephone;
  private final WebServer web;
  private final Spool spool;
  private final Transcoder transcoder;
  private final List<PublishWorker> parts = new ArrayList<>();

  private TestSite(
      Path folder, WebConfig config, DatabaseConfig databaseConfig, List<HealthCheck> checks)
      throws IOException {
    database = Database.open(databaseConfig);
    s3 = EmbeddedS3.start(folder.resolve("s3"));
    audio = S3AudioStore.open(s3.config());
    accounts = database.accounts();
    microblog = new Microblog(database, audio, Clock.systemUTC());
    access =
        AccessServices.open(
            database, AccessConfig.usual(new Pepper(new byte[32])), Clock.systemUTC());
    TokenRevocations.announce(access.tokens(), microblog.announcements());
    spool = Spool.open(folder.resolve("spool"), Clock.systemUTC());
    transcoder = new Transcoder(1);
    var all = new ArrayList<>(checks);
    all.add(new HealthCheck("database", database::check));
    all.add(new HealthCheck("audio store", audio::check));
    telephone =
        PhoneServices.open(database, access, new PhoneVault(new byte[32]), "CN", Clock.systemUTC());
    var services =
        new WebServices(
            microblog,
            access,
            audio,
            media(),
            telephone,
            new CallMessages(folder.resolve("spool"), microblog.postCommands()));
    try {
      web =
          WebServer.start(
              config, services, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), all);
    } catch (IOException | RuntimeException e) {
      closeParts();
      throw e;
    }
  }

  /// Uploads become recordings as they do in the gateway.
  private MediaServices media() {
    var clock = Clock.systemUTC();
    var limits = UploadLimits.of(1 << 20, Duration.ofSeconds(20));
    var uploads =
        new Uploads(
            new UploadDecoder(limits, 1), spool, database.media(), microblog.postCommands(), clock);
    var captionEditor = new CaptionEditor(database.captions(), false, clock);
    var pipeline =
        new PublishPipeline(
            new RenditionMaker(transcoder, audio),
            new VoiceCheck(new SimpleMeterRegistry()),
            MessageRouters.on(database, microblog.postCommands()),
            microblog.postCommands(),
            uploads);
    parts.add(PublishWorker.start(spool, pipeline, captionEditor, new SimpleMeterRegistry(), 1));
    return new MediaServices(uploads, captionEditor, limits);
  }

  /// A song that somebody may upload: a tone of some seconds.
  public static Path song(Path file, int seconds) throws Exception {
    var process =
        new ProcessBuilder(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "sine=duration=" + seconds,
                "-y",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(30, java.util.concurrent.TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("no song was made");
    }
    return file;
  }

  public static TestSite start(Path folder) throws IOException {
    return start(folder, config(WebLimits.usual(), Optional.empty()));
  }

  public static TestSite start(Path folder, WebConfig config, HealthCheck... checks)
      throws IOException {
    var sqlite = DatabaseConfig.sqlite(folder.resolve("voicepost.db"));
    return new TestSite(folder, config, sqlite, List.of(checks));
  }

  public static TestSite start(Path folder, WebConfig config, DatabaseConfig database)
      throws IOException {
    return new TestSite(folder, config, database, List.of());
  }

  public static WebConfig config(WebLimits limits, Optional<BrowserPhone> phone) {
    return new WebConfig("127.0.0.1", 0, Optional.empty(), "8642", phone, limits);
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + web.port() + path);
  }

  /// On the operator's address.
  URI operatorUrl(String path) {
    return URI.create("http://127.0.0.1:" + web.operatorPort() + path);
  }

  /// A metric's value, or the sum of those that have labels.
  public int metric(String name) throws IOException {
    try (var metrics = operatorUrl("/metrics").toURL().openStream()) {
      return new String(metrics.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
          .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  public Microblog microblog() {
    return microblog;
  }

  public Database database() {
    return database;
  }

  public AccessServices access() {
    return access;
  }

  public PhoneServices telephone() {
    return telephone;
  }

  public AudioStore audio() {
    return audio;
  }

  /// From now on the database does not answer.
  public void breakDatabase() {
    database.close();
  }

  public WebServer web() {
    return web;
  }

  public Account account(String handle, String name) throws Exception {
    var known = accounts.byHandle(new Handle(handle));
    return known.isPresent() ? known.get() : accounts.create(new Handle(handle), name);
  }

  /// Stores the renditions and publishes them.
  public Post post(Account author, Sound sound, Instant at) throws IOException {
    var recording = RecordingId.at(at);
    return microblog
        .postCommands()
        .publish(new VoiceMessage(author.id(), stored(recording, sound)), at)
        .orElseThrow();
  }

  /// What is on the first page.
  public List<Post> posts() throws IOException {
    return microblog.postQueries().everybody(Optional.empty(), Page.first(40), true).entries();
  }

  /// The recording of a post that is spoken.
  public static RecordingId recording(Post post) {
    return post.voice().orElseThrow().recording();
  }

  public Post post(Account author, Sound sound) throws IOException {
    return post(author, sound, Instant.now());
  }

  public Voice stored(RecordingId recording, Sound sound) throws IOException {
    var voice = voice(recording, sound);
    var contents = List.of(sound.mp3(), sound.opus());
    for (int i = 0; i < contents.size(); i++) {
      var rendition = voice.renditions().get(i);
      audio.put(rendition.key(), contents.get(i).duplicate(), rendition.mediaType());
    }
    return voice;
  }

  public static Voice voice(RecordingId recording, Sound sound) {
    var mp3 = AudioKey.of(recording, "mp3");
    var opus = AudioKey.of(recording, "opus");
    return new Voice(
        recording,
        sound.length(),
        sound.peaks(),
        List.of(
            new StoredRendition(mp3, "audio/mpeg", sound.mp3().remaining(), sha256(sound.mp3())),
            new StoredRendition(
                opus, "audio/ogg; codecs=opus", sound.opus().remaining(), sha256(sound.opus()))));
  }

  public static String sha256(ByteBuffer content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(content.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a post is made of.
  public record Sound(Duration length, List<Integer> peaks, ByteBuffer mp3, ByteBuffer opus) {
    /// Bytes that no player plays, for tests that never play them.
    public static Sound of(int bytes) {
      var content = new byte[bytes];
      for (int i = 0; i < bytes; i++) {
        content[i] = (byte) (i * 31 + i / 256);
      }
      return new Sound(
          Duration.ofMillis(7_400),
          List.of(3, 40, 100, 80, 20, 60, 5),
          ByteBuffer.wrap(content),
          ByteBuffer.wrap(content, 0, bytes / 2));
    }

    public static Sound of(TranscodeResult made) {
      return new Sound(
          made.duration(),
          made.peaks(),
          made.renditions().get(0).content(),
          made.renditions().get(1).content());
    }
  }

  @Override
  public void close() {
    web.close();
    closeParts();
  }

  private void closeParts() {
    parts.forEach(PublishWorker::close);
    transcoder.close();
    try {
      spool.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    audio.close();
    s3.close();
    database.close();
  }
}
