package io.voicepost.gateway;

import io.voicepost.gateway.access.Access;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.Lines;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.TelephoneRoom;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Database;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.audio.EmbeddedS3;
import io.voicepost.storage.audio.S3AudioStore;
import io.voicepost.storage.audio.S3Config;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/// The open stores and what is built on them alone: all that an operator's command needs, and the
/// lower half of a running gateway.
final class Stores implements AutoCloseable {
  private final Database database;
  private final Optional<EmbeddedS3> embedded;
  private final AudioStore audio;
  private final AccountStore accounts;
  private final CallerDirectory directory;
  private final Microblog microblog;
  private final Access access;
  private final Lines lines;
  private final TelephoneRoom telephone;

  private Stores(
      Database database, Optional<EmbeddedS3> embedded, AudioStore audio, GatewayConfig config) {
    this.database = database;
    this.embedded = embedded;
    this.audio = audio;
    this.accounts = database.accounts();
    this.directory =
        new CallerDirectory(
            accounts, database.phones(), database.telephones(), config.vault(), config.trunk());
    this.microblog = new Microblog(database, audio, Clock.systemUTC());
    this.access = Access.open(database, config.access(), Clock.systemUTC());
    this.lines = new Lines(database.lines(), config.line(), Clock.systemUTC());
    this.telephone = TelephoneRoom.open(database, access, config.vault(), Clock.systemUTC());
  }

  /// Opens both stores, or neither, and writes the first line down.
  ///
  /// @throws IOException if one refuses; its one line says which and what to do
  static Stores open(GatewayConfig config) throws IOException {
    var database = Database.open(config.database());
    try {
      new Lines(database.lines(), config.line(), Clock.systemUTC()).begin();
      return openAudio(database, config);
    } catch (IOException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static Stores openAudio(Database database, GatewayConfig config) throws IOException {
    Optional<EmbeddedS3> embedded =
        config.s3().isPresent()
            ? Optional.empty()
            : Optional.of(EmbeddedS3.start(config.audioFolder()));
    try {
      S3Config s3 = embedded.map(EmbeddedS3::config).or(config::s3).orElseThrow();
      return new Stores(database, embedded, S3AudioStore.open(s3), config);
    } catch (IOException | RuntimeException e) {
      embedded.ifPresent(EmbeddedS3::close);
      throw e;
    }
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
    audio.close();
    embedded.ifPresent(EmbeddedS3::close);
    database.close();
  }
}
