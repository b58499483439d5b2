package io.voicepost.gateway.publish;

import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.LineDirectory;
import io.voicepost.gateway.identity.PassportVerifier;
import io.voicepost.gateway.identity.PinStatus;
import io.voicepost.gateway.identity.SignedCall;
import io.voicepost.gateway.spool.Attestation;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.CallPath;
import io.voicepost.gateway.spool.Disposition;
import io.voicepost.gateway.spool.Origin;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.gateway.spool.SpooledRecording;
import io.voicepost.gateway.spool.TimedRecording;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.ServiceLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes up what no call looks after any more: recordings whose gateway died in mid-call, and what
/// Asterisk recorded alone while there was none. Each becomes a captured message, once: the sound
/// only ever moves by renaming, and whatever a crash leaves half done is found again.
public final class Adopter implements AutoCloseable {
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final Duration TURN_AFTER_TROUBLE = Duration.ofSeconds(30);

  private static final Duration LAST_TURN = Duration.ofSeconds(10);

  /// A recording that nobody finished counts as over when it has not grown for this long.
  private static final Duration QUIET = Duration.ofSeconds(30);

  /// What the dialplan may still be busy with, beyond the longest message.
  private static final Duration DIALPLAN_SLACK = Duration.ofMinutes(3);

  private static final Logger log = LoggerFactory.getLogger(Adopter.class);

  private final Spool spool;
  private final CallerLookup callers;
  private final AdopterConfig config;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread worker = Thread.ofVirtual().name("adopter").unstarted(this::workUntilClosed);

  /// What is known of callers.
  public record CallerLookup(
      CallerDirectory directory, LineDirectory lines, PassportVerifier passports) {}

  Adopter(Spool spool, CallerLookup callers, AdopterConfig config, Clock clock) {
    this.spool = spool;
    this.callers = callers;
    this.config = config;
    this.clock = clock;
  }

  /// Looks around now and every second.
  public static Adopter start(
      Spool spool, CallerLookup callers, AdopterConfig config, Clock clock) {
    var adopter = new Adopter(spool, callers, config, clock);
    adopter.worker.start();
    return adopter;
  }

  /// Waits for the message in hand, for 10 s at most. What is not adopted now is adopted after the
  /// next start.
  @Override
  public void close() {
    closing.countDown();
    try {
      if (!worker.join(LAST_TURN)) {
        log.warn("adopter not finished next=restart");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void workUntilClosed() {
    try {
      boolean trouble = !turn();
      while (!closing.await(
          (trouble ? TURN_AFTER_TROUBLE : TURN).toMillis(), TimeUnit.MILLISECONDS)) {
        trouble = !turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes up all there is; `false` if something did not work and should be tried again.
  boolean turn() {
    boolean fine = true;
    try {
      fine &= attempt("ended-calls", spool::finish);
      for (var message : spool.abandoned()) {
        fine &= attempt(message.facts().recording(), () -> adopt(message));
      }
      for (var message : FallbackMessage.in(spool.fallbackFolder())) {
        fine &= attempt(message.base(), () -> takeUp(message));
      }
      return fine;
    } catch (IOException e) {
      log.error("adoption scan failed next={}s", TURN_AFTER_TROUBLE.toSeconds(), e);
      return false;
    }
  }

  private interface AdoptionStep {
    void run() throws IOException;
  }

  private boolean attempt(Object name, AdoptionStep step) {
    if (closing.getCount() == 0) {
      return true;
    }
    try {
      step.run();
      return true;
    } catch (IOException | RuntimeException e) {
      log.error("adoption failed message={} next={}s", name, TURN_AFTER_TROUBLE.toSeconds(), e);
      return false;
    }
  }

  private void adopt(SpooledRecording message) throws IOException {
    var audio = message.first();
    var newest = Files.exists(audio) ? audio : audio.resolveSibling("facts.json");
    var timed = new TimedRecording(audio);
    boolean isOver =
        isQuiet(newest, QUIET) && (Files.notExists(timed.wav()) || isQuiet(timed.wav(), QUIET));
    if (isOver || Files.exists(audio.resolveSibling("finished"))) {
      try (var recording = spool.adopt(message)) {
        timed.fill();
        AdoptionRules.finish(recording);
      }
    }
  }

  private void takeUp(FallbackMessage message) throws IOException {
    var stale = config.longest().plus(DIALPLAN_SLACK);
    if (message.wav().isPresent()) {
      if (message.note().isPresent() || isQuiet(message.wav().get(), stale)) {
        moveIn(message.wav().get(), message.note());
      }
    } else if (message.tmp().isPresent()) {
      if (isQuiet(message.tmp().get(), stale)) {
        moveIn(message.tmp().get(), message.note());
      }
    } else if (message.note().isPresent() && isQuiet(message.note().get(), stale)) {
      Files.deleteIfExists(message.note().get());
    }
  }

  /// A crash before the move leaves an empty recording, which is discarded; one after it leaves a
  /// recording, which is adopted. The note goes last, and is removed later if it is left alone.
  private void moveIn(Path wav, Optional<Path> noteFile) throws IOException {
    TimedRecording.alone(wav).fill();
    var note =
        noteFile.isPresent()
            ? FallbackNote.read(noteFile.get(), config.fallbackKeys())
            : FallbackNote.EMPTY;
    var answeredAt =
        note.answeredAt().isPresent()
            ? note.answeredAt().get()
            : Files.getLastModifiedTime(wav).toInstant();
    var line = callers.lines().asStored(note.line().orElse(config.line()));
    var caller = callers.directory().unresolved(note.presented(), line.region());
    var origin = new Origin(CallPath.FALLBACK, attestation(note, line, answeredAt));
    var id = RecordingId.at(answeredAt);
    var facts =
        new CallFacts(
            id,
            line.number(),
            answeredAt,
            callers.directory().claim(caller, origin, PinStatus.NOT_ASKED),
            Disposition.PUBLISH,
            origin,
            Optional.empty());
    try (var recording = spool.begin(facts)) {
      recording.take(wav);
      log.info("fallback recording found recording={}", id);
      AdoptionRules.finish(recording);
    }
    if (noteFile.isPresent()) {
      Files.deleteIfExists(noteFile.get());
    }
  }

  private Attestation attestation(FallbackNote note, ServiceLine line, Instant answeredAt) {
    return callers
        .passports()
        .attestation(
            new SignedCall(
                note.verifyResult(),
                note.identity(),
                note.presented(),
                line.number(),
                line.region()),
            answeredAt);
  }

  private boolean isQuiet(Path file, Duration since) throws IOException {
    var changed = Files.getLastModifiedTime(file).toInstant();
    return changed.plus(since).compareTo(clock.instant()) <= 0;
  }
}
