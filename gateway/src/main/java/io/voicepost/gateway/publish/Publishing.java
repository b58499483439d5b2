package io.voicepost.gateway.publish;

import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.media.Uploads;
import io.voicepost.gateway.microblog.Posting;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.Claim;
import io.voicepost.gateway.spool.Fate;
import io.voicepost.gateway.spool.SpooledRecording;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.Voice;
import io.voicepost.transcoder.UnplayableAudioException;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/// The way of one message from the spool to its post: transcode, store, post. Every step can be
/// repeated, so a message that was interrupted anywhere is simply published again. Safe for many
/// threads.
public final class Publishing {
  /// What became of a message.
  enum Outcome {
    POSTED("posted"),
    DRAFTED("a draft"),
    HELD("held for the operator"),
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
  private final CallerDirectory directory;
  private final Posting posting;
  private final Uploads uploads;
  private final Clock clock;

  public Publishing(
      Voices voices, CallerDirectory directory, Posting posting, Uploads uploads, Clock clock) {
    this.voices = voices;
    this.directory = directory;
    this.posting = posting;
    this.uploads = uploads;
    this.clock = clock;
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
    switch (facts.claim()) {
      case Claim.Member member -> post(member.account(), voice, facts.fate());
      case Claim.Nobody nobody -> hold(voice, nobody.phone());
      case Claim.Unresolved unresolved -> {
        var owner = directory.owner(unresolved.phone());
        if (owner.isPresent()) {
          post(owner.get().id(), voice, facts.fate());
        } else {
          hold(voice, Optional.of(unresolved.phone()));
        }
      }
      case Claim.Upload upload -> uploads.keep(upload.account(), voice);
    }
    var outcome = standing(facts);
    if (outcome.isEmpty()) {
      // Deleted is deleted, even where the spool still had the message.
      voices.remove(voice);
    }
    return outcome.orElse(Outcome.GONE);
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

  /// What was to be thrown away and nobody lived to do it becomes a draft, too.
  private void post(AccountId author, Voice voice, Fate fate) throws IOException {
    switch (fate) {
      case PUBLISH -> posting.publish(author, voice, clock.instant());
      case DRAFT, DROP -> posting.draft(author, voice, clock.instant());
    }
  }

  private void hold(Voice voice, Optional<SealedPhone> phone) throws IOException {
    posting.hold(voice, phone, clock.instant());
  }
}
