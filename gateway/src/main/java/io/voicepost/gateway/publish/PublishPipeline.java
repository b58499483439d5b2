package io.voicepost.gateway.publish;

import io.voicepost.gateway.media.Uploads;
import io.voicepost.gateway.microblog.PostCommands;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.gateway.spool.SpooledRecording;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Voice;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// The way of one message from the spool to its post: transcode, store, post. Every step can be
/// repeated, so a message that was interrupted anywhere is simply published again. Safe for many
/// threads.
public final class PublishPipeline {
  /// What became of a message.
  enum PublishOutcome {
    POSTED,
    DRAFTED,
    HELD,

    /// Its owner has yet to post it.
    KEPT,

    /// It was deleted already; nothing is published.
    GONE;

    /// For the log.
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final RenditionMaker renditionMaker;
  private final VoiceCheck voiceCheck;
  private final MessageRouter router;
  private final PostCommands postCommands;
  private final Uploads uploads;

  public PublishPipeline(
      RenditionMaker renditionMaker,
      VoiceCheck voiceCheck,
      MessageRouter router,
      PostCommands postCommands,
      Uploads uploads) {
    this.renditionMaker = renditionMaker;
    this.voiceCheck = voiceCheck;
    this.router = router;
    this.postCommands = postCommands;
    this.uploads = uploads;
  }

  /// @throws IOException if a store did not answer; the message is to be published again later
  /// @throws UnplayableAudioException if it can never become a post
  PublishOutcome publish(SpooledRecording message)
      throws IOException, UnplayableAudioException, InterruptedException {
    var facts = message.facts();
    var earlier = standing(facts);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    var voice = made(message);
    if (facts.author() instanceof MessageAuthor.Uploader upload) {
      uploads.keep(upload.account(), voice);
    } else {
      router.deliver(facts, voice, voiceCheck.check(message).isVoice());
    }
    var outcome = standing(facts);
    if (outcome.isEmpty()) {
      // Deleted is deleted, even where the spool still had the message.
      renditionMaker.remove(voice);
    }
    return outcome.orElse(PublishOutcome.GONE);
  }

  /// Whether nothing stands any more of a message that was published.
  boolean isGone(SpooledRecording message) throws IOException {
    return standing(message.facts()).isEmpty();
  }

  private Voice made(SpooledRecording message)
      throws IOException, UnplayableAudioException, InterruptedException {
    try {
      return renditionMaker.make(message);
    } catch (UnplayableAudioException e) {
      if (message.facts().author() instanceof MessageAuthor.Uploader) {
        uploads.failed(message.facts().recording(), String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /// What stands of the message; empty where it was not published yet, or was deleted.
  private Optional<PublishOutcome> standing(CallFacts facts) throws IOException {
    var id = facts.recording();
    var post = postCommands.of(id);
    if (post.isPresent()) {
      return Optional.of(
          post.get().visibility() == Visibility.DRAFT
              ? PublishOutcome.DRAFTED
              : PublishOutcome.POSTED);
    }
    if (facts.author() instanceof MessageAuthor.Uploader) {
      return postCommands.voice(id).map(_ -> PublishOutcome.KEPT);
    }
    return postCommands.heldMessage(id).map(_ -> PublishOutcome.HELD);
  }
}
