package io.voicepost.gateway.config;

import io.voicepost.gateway.access.AccessConfig;
import io.voicepost.gateway.access.Pepper;
import io.voicepost.gateway.access.TokenLifetime;
import io.voicepost.gateway.agi.AgiConfig;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.identity.Trunk;
import io.voicepost.gateway.media.MediaConfig;
import io.voicepost.gateway.media.TranscriptionConfig;
import io.voicepost.gateway.publish.AdopterConfig;
import io.voicepost.gateway.replay.ReplayConfig;
import io.voicepost.gateway.web.WebConfig;
import io.voicepost.storage.audio.S3Config;
import io.voicepost.storage.phone.FairUse;
import io.voicepost.storage.phone.LinePolicy;
import io.voicepost.storage.phone.LineSpeech;
import io.voicepost.storage.phone.OpeningHours;
import io.voicepost.storage.phone.ServiceLine;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.sql.DatabaseConfig;
import io.voicepost.transcoder.upload.UploadLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// All that a gateway is told before it starts, checked.
///
/// @param data where what has no place of its own is kept
/// @param demo whose number calls from the page, where the page can call
/// @param s3 empty for the embedded server on `audioFolder`
/// @param line the line that is written down where there is none, and that of other numbers
/// @param prompts recordings in place of the built prompts, where Asterisk looks for them
/// @param trunk what is known of the carrier that brings the calls
/// @param transcodeThreads messages transcoded and published at once
public record GatewayConfig(
    Path data,
    Path spool,
    AgiConfig agi,
    AdopterConfig adopter,
    PhoneVault vault,
    AccessConfig access,
    WebConfig web,
    Optional<PhoneNumber> demo,
    DatabaseConfig database,
    Optional<S3Config> s3,
    Path audioFolder,
    Path prompts,
    int transcodeThreads,
    MediaConfig media,
    ReplayConfig replays,
    ServiceLine line,
    Trunk trunk) {
  /// How long calls may go on when the gateway closes.
  private static final Duration GRACE = Duration.ofSeconds(10);

  /// How long the replay of a post is kept that nobody listens to.
  private static final Duration REPLAY_IDLE = Duration.ofHours(6);

  private static final Duration CAPTION_PATIENCE = Duration.ofMinutes(5);

  private static final String BASE64 = "Base64 of 32 bytes or more";
  static final Pattern SECRET = Pattern.compile("[A-Za-z0-9]{16,64}");
  private static final Pattern FALLBACK_KEY = Pattern.compile("[A-Za-z0-9]{16}");

  /// @throws ConfigException naming the first setting that cannot be used
  public static GatewayConfig of(Settings settings) throws ConfigException {
    var data = Path.of(settings.text(Setting.DATA)).toAbsolutePath();
    var spool = settings.optional(Setting.SPOOL).map(Path::of).orElse(data.resolve("spool"));
    var line = line(settings);
    var web = WebSettings.of(settings);
    return new GatewayConfig(
        data,
        spool,
        agi(settings),
        adopter(settings, line),
        vault(settings),
        access(settings),
        web,
        web.browserPhone().isPresent() ? Optional.of(WebSettings.demo(settings)) : Optional.empty(),
        database(settings, data),
        s3(settings),
        data.resolve("audio"),
        data.resolve("prompts"),
        settings.number(Setting.TRANSCODE_THREADS, 1, 64),
        media(settings),
        replays(settings, spool),
        line,
        new Trunk(settings.yes(Setting.TRUNK_SIGNS), settings.yes(Setting.TRUNK_VOUCHES)));
  }

  private static PhoneVault vault(Settings settings) throws ConfigException {
    var previous =
        settings.optional(Setting.PHONE_SECRET_PREVIOUS).isEmpty()
            ? Optional.<PhoneVault>empty()
            : Optional.of(
                settings.as(
                    Setting.PHONE_SECRET_PREVIOUS,
                    BASE64,
                    text -> new PhoneVault(Base64.getDecoder().decode(text))));
    return settings.as(
        Setting.PHONE_SECRET,
        BASE64,
        text -> new PhoneVault(Base64.getDecoder().decode(text), previous));
  }

  private static Pepper pepper(Settings settings) throws ConfigException {
    var previous = new ArrayList<Pepper>();
    for (var text : settings.list(Setting.PASSWORD_SECRET_PREVIOUS)) {
      try {
        previous.add(new Pepper(Base64.getDecoder().decode(text)));
      } catch (IllegalArgumentException e) {
        throw settings.wrong(Setting.PASSWORD_SECRET_PREVIOUS, BASE64);
      }
    }
    return settings.as(
        Setting.PASSWORD_SECRET,
        BASE64,
        text -> new Pepper(Base64.getDecoder().decode(text), previous));
  }

  /// In the spool's folder, which Asterisk sees too; the spool does not look at it.
  private static ReplayConfig replays(Settings settings, Path spool) throws ConfigException {
    return new ReplayConfig(
        spool.resolve("replays"),
        (long) settings.number(Setting.REPLAY_DISK, 1, 1_000_000) << 20,
        REPLAY_IDLE);
  }

  private static MediaConfig media(Settings settings) throws ConfigException {
    var url = settings.url(Setting.CAPTIONS_URL, "http");
    try {
      return new MediaConfig(
          UploadLimits.of(
              (long) settings.number(Setting.UPLOAD_BYTES, 1, 1024) << 20,
              Duration.ofSeconds(settings.number(Setting.UPLOAD_LONGEST, 1, 1700))),
          url.map(address ->
              new TranscriptionConfig(
                  address,
                  settings.optional(Setting.CAPTIONS_KEY),
                  settings.text(Setting.CAPTIONS_MODEL),
                  settings.text(Setting.CAPTIONS_LANGUAGE),
                  CAPTION_PATIENCE)));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("the captions settings cannot be used: " + e.getMessage());
    }
  }

  /// Where visitors find the pages that are served on `port`.
  public URI page(int port) {
    return web.publicUrl().orElseGet(() -> URI.create("http://" + web.address() + ":" + port));
  }

  /// Where visitors find a post, when the pages are served on the port that was configured.
  public URI address(Post post) {
    return page(web.port()).resolve("/@" + post.author().handle() + "/" + post.id());
  }

  private static AgiConfig agi(Settings settings) throws ConfigException {
    return new AgiConfig(
        settings.number(Setting.AGI_PORT, 0, 65_535),
        settings.matching(Setting.AGI_SECRET, SECRET, "16 to 64 letters and digits"),
        settings.number(Setting.AGI_CALLS, 1, 100_000),
        GRACE);
  }

  private static AdopterConfig adopter(Settings settings, ServiceLine line) throws ConfigException {
    return new AdopterConfig(line.number(), line.longest(), fallbackKeys(settings));
  }

  private static List<String> fallbackKeys(Settings settings) throws ConfigException {
    var keys = new ArrayList<String>();
    var wanted = "16 letters and digits";
    keys.add(settings.matching(Setting.FALLBACK_KEY, FALLBACK_KEY, wanted));
    if (settings.optional(Setting.FALLBACK_KEY_PREVIOUS).isPresent()) {
      keys.add(settings.matching(Setting.FALLBACK_KEY_PREVIOUS, FALLBACK_KEY, wanted));
    }
    return keys;
  }

  private static ServiceLine line(Settings settings) throws ConfigException {
    try {
      var language = settings.text(Setting.LINE_LANGUAGE);
      return new ServiceLine(
          settings.text(Setting.LINE_NUMBER),
          "Voicepost",
          settings.text(Setting.LINE_REGION),
          new LineSpeech(language, false, Optional.empty(), Optional.empty()),
          Duration.ofSeconds(settings.number(Setting.LINE_LONGEST, 1, 3600)),
          Duration.ofSeconds(settings.number(Setting.LINE_SILENCE, 1, 60)),
          new LinePolicy(
              LinePolicy.Admission.OPEN,
              LinePolicy.Moderation.NONE,
              settings.yes(Setting.SIGN_UP),
              true),
          OpeningHours.ALWAYS,
          new FairUse(
              settings.number(Setting.LINE_CALLS_AN_HOUR, 0, 1_000_000),
              settings.number(Setting.LINE_CALLS_AT_ONCE, 0, 1_000_000),
              0,
              settings.number(Setting.LINE_MINUTES, 0, 1_000_000)));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("the line settings cannot be used: " + e.getMessage());
    }
  }

  private static AccessConfig access(Settings settings) throws ConfigException {
    var usual = AccessConfig.usual(pepper(settings));
    int tokenDays = settings.number(Setting.APP_TOKEN_DAYS, 0, 3650);
    return new AccessConfig(
        usual.pepper(),
        settings.yes(Setting.SIGN_UP),
        usual.hashing(),
        new TokenLifetime(
            tokenDays == 0 ? Optional.empty() : Optional.of(Duration.ofDays(tokenDays)),
            Duration.ofDays(settings.number(Setting.APP_REFRESH_DAYS, 1, 3650))));
  }

  private static DatabaseConfig database(Settings settings, Path data) throws ConfigException {
    var url =
        settings
            .optional(Setting.DATABASE_URL)
            .orElse("jdbc:sqlite:" + data.resolve("voicepost.db"));
    try {
      return new DatabaseConfig(
          url,
          settings.text(Setting.DATABASE_USER),
          settings.text(Setting.DATABASE_PASSWORD),
          settings.number(Setting.DATABASE_POOL, 1, 1000),
          Duration.ofSeconds(10));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("database.url cannot be used: " + e.getMessage());
    }
  }

  private static Optional<S3Config> s3(Settings settings) throws ConfigException {
    var endpoint = settings.url(Setting.S3_ENDPOINT, "http");
    if (endpoint.isEmpty() && settings.optional(Setting.S3_ACCESS_KEY).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new S3Config(
              new S3Config.Bucket(
                  endpoint,
                  settings.text(Setting.S3_REGION),
                  settings.text(Setting.S3_BUCKET),
                  true),
              new S3Config.Credentials(
                  settings.required(Setting.S3_ACCESS_KEY),
                  settings.required(Setting.S3_SECRET_KEY)),
              new S3Config.Compatibility(
                  settings.yes(Setting.S3_PATH_STYLE),
                  settings.as(
                      Setting.S3_CHECKSUMS,
                      "when-required or when-supported",
                      GatewayConfig::checksums),
                  settings.yes(Setting.S3_CHUNKED)),
              S3Config.Timeouts.USUAL));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("the s3 settings cannot be used: " + e.getMessage());
    }
  }

  private static S3Config.ChecksumMode checksums(String text) {
    return S3Config.ChecksumMode.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
