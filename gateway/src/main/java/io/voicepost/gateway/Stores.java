package io.voicepost.gateway;

import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.cluster.TokenRevocations;
import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.LineDirectory;
import io.voicepost.gateway.identity.PhoneServices;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.audio.EmbeddedS3;
import io.voicepost.storage.audio.S3AudioStore;
import io.voicepost.storage.sql.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// The open stores and what is built on them alone: all that an operator's command needs, and the
/// lower half of a running gateway.
public final class Stores implements AutoCloseable {
  /// A command asks one thing after the other; comparing tables takes a second connection.
  public static final int CONNECTIONS_OF_A_COMMAND = 2;

  private final StartedParts parts;
  private final Database database;
  private final AudioStore audio;
  private final AccountStore accounts;
  private final CallerDirectory directory;
  private final Microblog microblog;
  private final AccessServices access;
  private final LineDirectory lines;
  private final PhoneServices telephone;

  private Stores(StartedParts parts, Database database, AudioStore audio, GatewayConfig config) {
    this.parts = parts;
    this.database = database;
    this.audio = audio;
    this.accounts = database.accounts();
    this.directory =
        new CallerDirectory(
            accounts, database.phones(), database.phoneSettings(), config.vault(), config.trunk());
    this.microblog = new Microblog(database, audio, Clock.systemUTC());
    this.access = AccessServices.open(database, config.access(), Clock.systemUTC());
    TokenRevocations.announce(access.tokens(), microblog.announcements());
    this.lines = new LineDirectory(database.lines(), config.line(), Clock.systemUTC());
    this.telephone =
        PhoneServices.open(
            database, access, config.vault(), config.line().region(), Clock.systemUTC());
  }

  /// How an embedded S3 server is started on a folder.
  public interface Embedding {
    EmbeddedS3 start(Path folder) throws IOException;
  }

  /// Opens both stores, or neither, and writes the first line down.
  ///
  /// @throws IOException if one refuses; its one line says which and what to do
  public static Stores open(GatewayConfig config) throws IOException {
    var parts = new StartedParts();
    try {
      var database = parts.add(Database.open(config.database()));
      PhoneSecretCheck.run(database.secrets(), config.vault());
      database.secrets().rememberStart(PhoneSecretCheck.fingerprint(config));
      new LineDirectory(database.lines(), config.line(), Clock.systemUTC()).begin();
      return new Stores(parts, database, audio(config, EmbeddedS3::start, parts), config);
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /// Opens the stores for a command, which may run beside a gateway: tables and uploads that are
  /// under way stay as they are, and the audio store is opened when it is asked for something.
  ///
  /// @throws IOException if the database refuses; its one line says why and what to do
  public static Stores attach(GatewayConfig config) throws IOException {
    var parts = new StartedParts();
    var database =
        parts.add(Database.attach(config.database().withPoolSize(CONNECTIONS_OF_A_COMMAND)));
    try {
      PhoneSecretCheck.check(database.secrets(), config.vault());
      return new Stores(parts, database, parts.add(new LazyAudioStore(config)), config);
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /// The audio store of the settings, on an S3 server of its own where they name none.
  public static AudioStore audio(GatewayConfig config, Embedding embedding, StartedParts parts)
      throws IOException {
    var s3 = config.s3();
    if (s3.isEmpty()) {
      s3 = Optional.of(parts.add(embedding.start(config.audioFolder())).config());
    }
    return parts.add(S3AudioStore.open(s3.get()));
  }

  public Database database() {
    return database;
  }

  public AudioStore audio() {
    return audio;
  }

  public AccountStore accounts() {
    return accounts;
  }

  public CallerDirectory directory() {
    return directory;
  }

  public Microblog microblog() {
    return microblog;
  }

  public AccessServices access() {
    return access;
  }

  public PhoneServices telephone() {
    return telephone;
  }

  public LineDirectory lines() {
    return lines;
  }

  @Override
  public void close() {
    parts.close();
  }
}
