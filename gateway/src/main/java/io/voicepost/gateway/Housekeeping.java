package io.voicepost.gateway;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import io.voicepost.gateway.media.Uploads;
import io.voicepost.gateway.microblog.Announcement;
import io.voicepost.gateway.replay.ReplayCache;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.sql.Database;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what is over: by the clock, and what was deleted at once.
record Housekeeping(
    Stores stores, Spool spool, ReplayCache replayCache, Uploads uploads, Clock clock) {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

  /// How long calls, tries at codes and signatures are remembered.
  private static final Duration REMEMBERED = Duration.ofDays(2);

  /// How long it takes until a play is counted.
  private static final Duration PLAYS = Duration.ofSeconds(5);

  void start(StartedParts parts) {
    var microblog = stores.microblog();
    var access = stores.access();
    var recovery = stores.database().phoneRecovery();
    parts.add(microblog.announcements().subscribe(this::follow));
    // Once more at the end, when nobody listens any longer.
    parts.add(() -> microblog.plays().flush());
    sweep(parts, "plays", PLAYS, PLAYS, microblog.plays()::flush);
    sweep(parts, "spool", ZERO, ofHours(1), spool::sweep);
    sweep(parts, "audio", ofMinutes(1), ofMinutes(10), microblog.audioRemoval()::sweep);
    sweep(parts, "sessions", ofMinutes(1), ofMinutes(10), access.tokens()::sweep);
    sweep(parts, "waiting", ofMinutes(1), ofMinutes(10), microblog.approvals()::sweep);
    sweep(parts, "uploads", ofMinutes(2), ofHours(1), uploads::sweep);
    sweep(parts, "telephone", ofMinutes(3), ofHours(1), this::forgetCalls);
    sweep(parts, "notices", ofMinutes(4), ofHours(6), access.notices()::sweep);
    sweep(parts, "phone recovery", ofMinutes(5), ofHours(1), () -> recovery.sweep(clock.instant()));
    sweep(parts, "replays", ofHours(1), ofHours(1), replayCache::sweep);
  }

  private static void sweep(
      StartedParts parts, String what, Duration first, Duration period, Sweeper.Sweep sweep) {
    parts.add(Sweeper.start(what, first, period, sweep));
  }

  /// Nobody asks for calls, tries and signatures that are older than a day.
  private void forgetCalls() throws IOException {
    Database database = stores.database();
    var before = clock.instant().minus(REMEMBERED);
    database.calls().forgetBefore(before);
    database.codes().forgetBefore(before);
    database.passports().forgetBefore(before);
  }

  /// What is deleted leaves the spool and the replays, too.
  private void follow(Announcement announcement) {
    switch (announcement) {
      case Announcement.Deleted deleted -> deleted.recording().ifPresent(this::forget);
      case Announcement.Discarded discarded -> forget(discarded.recording());
      case Announcement.Missed _ -> replayCache.forgetAll();
      case Announcement.Posted _,
          Announcement.Reposted _,
          Announcement.Edited _,
          Announcement.Related _,
          Announcement.Notified _,
          Announcement.Revoked _ -> {}
    }
  }

  private void forget(RecordingId recording) {
    replayCache.forget(recording);
    try {
      spool.forget(recording);
    } catch (IOException e) {
      log.error("spool delete failed recording={} next=sweep", recording, e);
    }
  }
}
