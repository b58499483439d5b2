package io.voicepost.gateway.publish;

import io.voicepost.gateway.media.Uploads;
import io.voicepost.gateway.microblog.Posting;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.Claim;
import io.voicepost.gateway.spool.SpooledRecording;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.Voice;
import io.voicepost.transcoder.UnplayableAudioException;
import java.io.IOException;
import java.util.Optional;

/// The way of one message from the spool to its post: transcode, store, post. Every step can be
/// repeated, so a message that was interrupted anywhere is simply published again. Safe for many
/// threads.
public final class Publishing {
  /// What became of a message.
  enum Outcome {
    POSTED("posted"),
    DRAFTED("a draft"),
    HELD("held"),
    KEPT("kept for its owner to post"),
    GONE("deleted already; nothing is published");

    private final String said;

    Outcome(String said) {
      this.said = said;
    }

    String said() {
      return said;
    }
  }

  private final Voices voices;
  private final Audition audition;
  private final Delivery delivery;
  private final Posting posting;
  private final Uploads uploads;

  public Publishing(
      Voices voices, Audition audition, Delivery delivery, Posting posting, Uploads uploads) {
    this.voices = voices;
    this.audition = audition;
    this.delivery = delivery;
    this.posting = posting;
    this.uploads = uploads;
  }

  /// @throws IOException if a store did not answer; the message is to be published again later
  /// @throws UnplayableAudioException if it can never become a post
  Outcome publish(SpooledRecording message)
      throws IOException, UnplayableAudioException, InterruptedException {
    var facts = message.facts();
    var earlier = standing(facts);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    var voice = made(message);
    if (facts.claim() instanceof Claim.Upload upload) {
      uploads.keep(upload.account(), voice);
    } else {
      delivery.deliver(facts, voice, audition.to(message).isVoice());
    }
    var outcome = standing(facts);
    if (outcome.isEmpty()) {
      // Deleted is deleted, even where the spool still had the message.
      voices.remove(voice);
    }
    return outcome.orElse(Outcome.GONE);
  }

  /// Whether nothing stands any more of a message that was published.
  boolean isGone(SpooledRecording message) throws IOException {
    return standing(message.facts()).isEmpty();
  }

  private Voice made(SpooledRecording message)
      throws IOException, UnplayableAudioException, InterruptedException {
    try {
      return voices.make(message);
    } catch (UnplayableAudioException e) {
      if (message.facts().claim() instanceof Claim.Upload) {
        uploads.failed(message.facts().recording(), String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /// What stands of the message; empty where it was not published yet, or was deleted.
  private Optional<Outcome> standing(CallFacts facts) throws IOException {
    var id = facts.recording();
    var post = posting.of(id);
    if (post.isPresent()) {
      return Optional.of(
          post.get().visibility() == Visibility.DRAFT ? Outcome.DRAFTED : Outcome.POSTED);
    }
    if (facts.claim() instanceof Claim.Upload) {
      return posting.voice(id).map(_ -> Outcome.KEPT);
    }
    return posting.heldMessage(id).map(_ -> Outcome.HELD);
  }
}
