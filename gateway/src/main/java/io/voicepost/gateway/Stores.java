package io.voicepost.gateway;

import io.voicepost.gateway.access.Access;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.Lines;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.nodes.Revocations;
import io.voicepost.gateway.web.TelephoneRoom;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Database;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.audio.EmbeddedS3;
import io.voicepost.storage.audio.S3AudioStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// The open stores and what is built on them alone: all that an operator's command needs, and the
/// lower half of a running gateway.
final class Stores implements AutoCloseable {
  /// A command asks one thing after the other; comparing tables takes a second connection.
  static final int CONNECTIONS_OF_A_COMMAND = 2;

  private final Parts parts;
  private final Database database;
  private final AudioStore audio;
  private final AccountStore accounts;
  private final CallerDirectory directory;
  private final Microblog microblog;
  private final Access access;
  private final Lines lines;
  private final TelephoneRoom telephone;

  private Stores(Parts parts, Database database, AudioStore audio, GatewayConfig config) {
    this.parts = parts;
    this.database = database;
    this.audio = audio;
    this.accounts = database.accounts();
    this.directory =
        new CallerDirectory(
            accounts, database.phones(), database.telephones(), config.vault(), config.trunk());
    this.microblog = new Microblog(database, audio, Clock.systemUTC());
    this.access = Access.open(database, config.access(), Clock.systemUTC());
    Revocations.announce(access.tokens(), microblog.announcements());
    this.lines = new Lines(database.lines(), config.line(), Clock.systemUTC());
    this.telephone =
        TelephoneRoom.open(
            database, access, config.vault(), config.line().region(), Clock.systemUTC());
  }

  /// How an embedded S3 server is started on a folder.
  interface Embedding {
    EmbeddedS3 start(Path folder) throws IOException;
  }

  /// Opens both stores, or neither, and writes the first line down.
  ///
  /// @throws IOException if one refuses; its one line says which and what to do
  static Stores open(GatewayConfig config) throws IOException {
    var parts = new Parts();
    try {
      var database = parts.add(Database.open(config.database()));
      Resealing.run(database.secrets(), config.vault());
      database.secrets().rememberStart(Resealing.fingerprint(config));
      new Lines(database.lines(), config.line(), Clock.systemUTC()).begin();
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
  static Stores attach(GatewayConfig config) throws IOException {
    var parts = new Parts();
    var database =
        parts.add(Database.attach(config.database().withPoolSize(CONNECTIONS_OF_A_COMMAND)));
    try {
      Resealing.check(database.secrets(), config.vault());
      return new Stores(parts, database, parts.add(new AudioOnDemand(config)), config);
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /// The audio store of the settings, on an S3 server of its own where they name none.
  static AudioStore audio(GatewayConfig config, Embedding embedding, Parts parts)
      throws IOException {
    var s3 = config.s3();
    if (s3.isEmpty()) {
      s3 = Optional.of(parts.add(embedding.start(config.audioFolder())).config());
    }
    return parts.add(S3AudioStore.open(s3.get()));
  }

  Database database() {
    return database;
  }

  AudioStore audio() {
    return audio;
  }

  AccountStore accounts() {
    return accounts;
  }

  CallerDirectory directory() {
    return directory;
  }

  Microblog microblog() {
    return microblog;
  }

  Access access() {
    return access;
  }

  TelephoneRoom telephone() {
    return telephone;
  }

  Lines lines() {
    return lines;
  }

  @Override
  public void close() {
    parts.close();
  }
}
