package io.voicepost.gateway.publish;

import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.microblog.Posting;
import io.voicepost.gateway.spool.Claim;
import io.voicepost.gateway.spool.SpooledRecording;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.StoredRendition;
import io.voicepost.storage.Voice;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.transcoder.Rendition;
import io.voicepost.transcoder.Transcoder;
import io.voicepost.transcoder.UnplayableAudioException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;

/// The way of one message from the spool to its post: transcode, store, post. Every step can be
/// repeated, so a message that was interrupted anywhere is simply published again. Safe for many
/// threads.
public final class Publishing {
  /// What became of a message.
  enum Outcome {
    POSTED("posted"),
    HELD("held for the operator"),
    GONE("deleted already; nothing is published");

    private final String said;

    Outcome(String said) {
      this.said = said;
    }

    String said() {
      return said;
    }
  }

  private final Transcoder transcoder;
  private final AudioStore audio;
  private final CallerDirectory directory;
  private final Posting posting;
  private final Clock clock;

  public Publishing(
      Transcoder transcoder,
      AudioStore audio,
      CallerDirectory directory,
      Posting posting,
      Clock clock) {
    this.transcoder = transcoder;
    this.audio = audio;
    this.directory = directory;
    this.posting = posting;
    this.clock = clock;
  }

  /// @throws IOException if a store did not answer; the message is to be published again later
  /// @throws UnplayableAudioException if it can never become a post
  Outcome publish(SpooledRecording message)
      throws IOException, UnplayableAudioException, InterruptedException {
    var id = message.facts().recording();
    var earlier = standing(id);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    var voice = store(id, message);
    switch (message.facts().claim()) {
      case Claim.Member member -> post(member.account(), voice);
      case Claim.Nobody nobody -> hold(voice, nobody.phone());
      case Claim.Unresolved unresolved -> {
        var owner = directory.owner(unresolved.phone());
        if (owner.isPresent()) {
          post(owner.get().id(), voice);
        } else {
          hold(voice, Optional.of(unresolved.phone()));
        }
      }
    }
    var outcome = standing(id);
    if (outcome.isEmpty()) {
      removeAgain(voice);
    }
    return outcome.orElse(Outcome.GONE);
  }

  /// What stands of the message; empty where it was not published yet, or was deleted.
  private Optional<Outcome> standing(RecordingId id) throws IOException {
    if (posting.of(id).isPresent()) {
      return Optional.of(Outcome.POSTED);
    }
    return posting.heldMessage(id).map(held -> Outcome.HELD);
  }

  private void post(AccountId author, Voice voice) throws IOException {
    posting.publish(author, voice, clock.instant());
  }

  private void hold(Voice voice, Optional<SealedPhone> phone) throws IOException {
    posting.hold(voice, phone, clock.instant());
  }

  /// Deleted is deleted, even where the spool still had the message.
  private void removeAgain(Voice voice) throws IOException {
    for (var rendition : voice.renditions()) {
      audio.delete(rendition.key());
    }
  }

  private Voice store(RecordingId id, SpooledRecording message)
      throws IOException, UnplayableAudioException, InterruptedException {
    var transcoding = transcoder.transcode(message.audio());
    var stored = new ArrayList<StoredRendition>();
    for (Rendition rendition : transcoding.renditions()) {
      stored.add(store(id, rendition));
    }
    return new Voice(id, transcoding.duration(), transcoding.peaks(), stored);
  }

  private StoredRendition store(RecordingId id, Rendition rendition) throws IOException {
    var key = AudioKey.of(id, rendition.format().extension());
    var mediaType = rendition.format().mediaType();
    audio.put(key, rendition.content(), mediaType);
    return new StoredRendition(
        key, mediaType, rendition.content().remaining(), sha256(rendition.content()));
  }

  private static String sha256(ByteBuffer content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(content.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
