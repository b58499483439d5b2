package io.voicepost.gateway.publish;

import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.gateway.spool.OpenRecording;
import io.voicepost.gateway.spool.TruncatedRecordingException;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import io.voicepost.transcoder.sound.WavAudio;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides what becomes of a recording that no call looks after: it is captured as its call would
/// have captured it, or discarded because nobody said anything.
final class AdoptionRules {
  /// Less sound than this is no message, as in a call.
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(AdoptionRules.class);

  private AdoptionRules() {}

  /// Captures or discards; a recording that another thread has moved on meanwhile is left alone.
  static void finish(OpenRecording recording) throws IOException {
    var id = recording.facts().recording();
    try {
      if (recording.facts().author() instanceof MessageAuthor.Uploader) {
        recording.discard();
        log.info("recording discarded recording={} reason=upload-not-accepted", id);
      } else if (isMessage(recording)) {
        recording.capture(recording.bytes());
        log.info("recording adopted recording={}", id);
      } else {
        recording.discard();
        log.info("recording discarded recording={} reason=too-short", id);
      }
    } catch (TruncatedRecordingException shrunk) {
      log.warn("recording truncated recording={} next=publish", id);
    }
  }

  /// Sound that nobody can play counts: the publisher sets it aside with its reason.
  private static boolean isMessage(OpenRecording recording) throws IOException {
    try {
      return WavAudio.read(recording.audio()).sound().compareTo(SHORTEST) >= 0;
    } catch (UnplayableAudioException unplayable) {
      return recording.bytes() > 0;
    } catch (NoSuchFileException none) {
      return false;
    }
  }
}
