package io.voicepost.gateway.config;

import java.util.Locale;
import java.util.Optional;

/// Every setting there is: its key, its default and what it is for. A key in the file that is not
/// here stops the start. Each can also come from the environment, `web.port` as
/// `VOICEPOST_WEB_PORT`, which wins over the file.
public enum Setting {
  DATA("data.folder", "data", "where database, audio and spool are kept unless told otherwise"),
  SPOOL("spool.folder", "", "the spool; shared with Asterisk; empty: spool under the data folder"),

  LINE_NUMBER("line.number", "8642", "the service number"),
  LINE_REGION("line.region", "US", "where callers' numbers without country code belong (ISO 3166)"),
  LINE_LANGUAGE("line.language", "en", "language of the prompts"),
  LINE_LONGEST("line.longest-seconds", "180", "the longest message, in seconds"),
  LINE_SILENCE("line.silence-seconds", "5", "silence that ends a message, in seconds"),
  LINE_CALLS_AN_HOUR("line.calls-an-hour", "30", "calls of one number within an hour; 0: no limit"),
  LINE_CALLS_AT_ONCE("line.calls-at-once", "2", "calls of one number at once; 0: no limit"),
  LINE_MINUTES("line.minutes-a-day", "120", "minutes of one number a day; 0: no limit"),

  TRUNK_VOUCHES(
      "trunk.vouches", "true", "who brings the calls lets nobody call with another's number"),
  TRUNK_SIGNS("trunk.signs", "false", "honest calls come signed (STIR/SHAKEN)"),

  AGI_PORT("agi.port", "4573", "FastAGI port on 127.0.0.1; 0 takes a free one"),
  AGI_SECRET("agi.secret", "", "what Asterisk names in its FastAGI requests; required"),
  AGI_CALLS("agi.most-calls", "500", "calls at once"),

  PHONE_SECRET("phone.secret", "", "Base64 of 32 bytes or more; seals phone numbers; required"),
  PHONE_SECRET_PREVIOUS(
      "phone.secret-previous", "", "the phone secret before, until all numbers are sealed anew"),
  PASSWORD_SECRET(
      "password.secret",
      "",
      "Base64 of 32 bytes or more; goes into the hash of every password; required"),
  PASSWORD_SECRET_PREVIOUS(
      "password.secret-previous",
      "",
      "password secrets before, with commas, until their last user has signed in"),
  FALLBACK_KEY("fallback.key", "", "16 letters or digits, shared with Asterisk; required"),
  FALLBACK_KEY_PREVIOUS(
      "fallback.key-previous", "", "the fallback key before, until its last note is read"),

  WEB_ADDRESS("web.address", "127.0.0.1", "address the web listens on"),
  WEB_PORT("web.port", "8080", "port the web listens on; 0 takes a free one"),
  WEB_OPERATOR_ADDRESS(
      "web.operator-address",
      "127.0.0.1",
      "address that serves /metrics and the details of /health, for the operator alone"),
  WEB_OPERATOR_PORT("web.operator-port", "8081", "its port; 0 takes a free one"),
  WEB_PUBLIC_URL(
      "web.public-url", "", "how visitors reach the web; empty: the address it listens on"),
  WEB_PROXIES(
      "web.trusted-proxies",
      "",
      "addresses, with commas, whose X-Forwarded-For is believed; empty: nobody's"),
  WEB_CONNECTIONS("web.connections", "16384", "open connections of visitors and apps"),
  WEB_CONNECTIONS_EACH(
      "web.connections-per-address",
      "1024",
      "open connections of one address, trusted proxies apart"),
  WEB_LISTENERS("web.live-listeners", "10000", "browsers and apps that follow live at once"),
  WEB_LISTENERS_EACH(
      "web.live-listeners-per-address",
      "250",
      "of them, those of one account, or of one address without one"),
  WEB_AUDIO_CACHE("web.audio-cache-megabytes", "64", "memory for hot audio, in MB"),

  SIGN_UP("sign-up.open", "true", "people may make accounts on the page"),
  APP_TOKEN_DAYS(
      "apps.token-days",
      "0",
      "days until an app has to renew its token; 0: never, as apps of Mastodon expect"),
  APP_REFRESH_DAYS(
      "apps.refresh-days", "90", "days until an app that stayed away has to be allowed again"),

  LIMIT_REQUESTS(
      "limits.requests", "300", "requests in 5 minutes, per account, and per address without one"),
  LIMIT_UPLOADS("limits.uploads", "30", "uploads in 30 minutes, per account"),
  LIMIT_DELETES("limits.deletes", "30", "deletions in 30 minutes, per account"),
  LIMIT_SIGN_INS("limits.sign-ins", "30", "tries to sign in, in 5 minutes, per address"),
  LIMIT_SIGN_UPS("limits.sign-ups", "10", "new accounts and apps in 30 minutes, per address"),
  LIMIT_PAGES(
      "limits.pages",
      "1500",
      "pages, feeds and uncached pictures in 5 minutes, per address, a fifth of them at once"),

  BROWSER_PHONE(
      "browser-phone.websocket",
      "",
      "Asterisk's WebSocket for calls from the page, where the web listens on loopback and has no"
          + " `web.public-url`; empty: off"),
  BROWSER_SECRET("browser-phone.secret", "", "the browser phone's SIP password"),
  BROWSER_NUMBER("browser-phone.number", "+12025550142", "the number the browser phone calls from"),

  DATABASE_URL(
      "database.url",
      "",
      "JDBC address, sqlite or postgresql; empty: SQLite under the data folder"),
  DATABASE_USER("database.user", "", "database user"),
  DATABASE_PASSWORD("database.password", "", "database password"),
  DATABASE_POOL("database.pool", "10", "database connections"),

  S3_ENDPOINT(
      "s3.endpoint",
      "",
      "an S3 server; empty and no access key: the embedded one under the data folder"),
  S3_REGION("s3.region", "us-east-1", "S3 region"),
  S3_BUCKET("s3.bucket", "voicepost", "S3 bucket, made if it is not there"),
  S3_ACCESS_KEY("s3.access-key", "", "S3 access key"),
  S3_SECRET_KEY("s3.secret-key", "", "S3 secret key"),
  S3_PATH_STYLE("s3.path-style", "true", "bucket in the path rather than in the host name"),
  S3_CHECKSUMS("s3.checksums", "when-required", "when-required or when-supported"),
  S3_CHUNKED(
      "s3.chunked-encoding",
      "false",
      "sign uploads chunk by chunk; some older servers store the framing"),

  REPLAY_DISK(
      "replay.disk-megabytes",
      "512",
      "disk, beside the spool, for posts that callers listen to, in MB"),

  TRANSCODE_THREADS("transcode.threads", "2", "messages transcoded at once"),

  UPLOAD_LONGEST("upload.longest-seconds", "300", "the longest sound that is uploaded, in seconds"),
  UPLOAD_BYTES("upload.most-megabytes", "64", "the largest file that is uploaded, in MB"),

  CAPTIONS_URL(
      "captions.url",
      "",
      "a whisper-style server, as in http://127.0.0.1:8000/v1/audio/transcriptions; empty: off"),
  CAPTIONS_KEY("captions.key", "", "the key that server wants, if any"),
  CAPTIONS_MODEL("captions.model", "whisper-1", "the model that it is asked for"),
  CAPTIONS_LANGUAGE("captions.language", "", "what is spoken, as in en; empty: it finds out");

  private final String key;
  private final String standard;
  private final String purpose;

  Setting(String key, String standard, String purpose) {
    this.key = key;
    this.standard = standard;
    this.purpose = purpose;
  }

  public String key() {
    return key;
  }

  /// The default.
  String standard() {
    return standard;
  }

  String purpose() {
    return purpose;
  }

  public String environmentName() {
    return "VOICEPOST_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  static Optional<Setting> named(String key) {
    for (var setting : values()) {
      if (setting.key.equals(key)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }
}
