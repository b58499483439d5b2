package io.voicepost.gateway.media;

import io.voicepost.gateway.microblog.PostCommands;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.microblog.RefusedException.Reason;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.gateway.spool.OpenRecording;
import io.voicepost.gateway.spool.SharedFiles;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.gateway.spool.TruncatedRecordingException;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.MediaAttachment;
import io.voicepost.storage.post.MediaId;
import io.voicepost.storage.post.MediaStore;
import io.voicepost.storage.post.Voice;
import io.voicepost.transcoder.upload.RefusedUploadException;
import io.voicepost.transcoder.upload.UploadDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// What people upload, from the file to the recording that they may post. Safe for many threads;
/// `IOException` means that nothing happened and that it may be tried again.
public final class Uploads {
  /// How long an upload waits for its post.
  static final Duration KEEP = Duration.ofDays(1);

  private static final int BATCH = 100;

  /// No number was called.
  private static final String LINE = "web";

  private final UploadDecoder decoder;
  private final Spool spool;
  private final MediaStore media;
  private final PostCommands postCommands;
  private final Clock clock;

  public Uploads(
      UploadDecoder decoder,
      Spool spool,
      MediaStore media,
      PostCommands postCommands,
      Clock clock) {
    this.decoder = decoder;
    this.spool = spool;
    this.media = media;
    this.postCommands = postCommands;
    this.clock = clock;
  }

  /// Takes an upload in: when this returns, no crash and no power cut can lose it, and its audio is
  /// being made. Takes a moment for a file of minutes. The file stays the caller's.
  ///
  /// @param requestKey names the request: of several with the same key only the first makes an
  ///   upload, and all get it
  /// @throws RefusedUploadException no voice can be made of the file
  /// @throws RefusedException the description is too long
  /// @throws InterruptedException the caller was interrupted; the upload is dropped
  public MediaAttachment upload(
      AccountId owner, Path file, String description, Optional<String> requestKey)
      throws RefusedUploadException, RefusedException, IOException, InterruptedException {
    check(description);
    var standing =
        requestKey.isPresent()
            ? standing(owner, requestKey.get())
            : Optional.<MediaAttachment>empty();
    return standing.isPresent() ? standing.get() : make(owner, file, description, requestKey);
  }

  private MediaAttachment make(
      AccountId owner, Path file, String description, Optional<String> requestKey)
      throws RefusedUploadException, IOException, InterruptedException {
    spool.check();
    var now = clock.instant();
    var id = RecordingId.at(now);
    try (var recording =
        spool.begin(new CallFacts(id, LINE, now, new MessageAuthor.Uploader(owner)))) {
      var made = Optional.<MediaAttachment>empty();
      boolean captured = false;
      try {
        var sound = recording.target().resolveSibling("audio.wav");
        decoder.decode(file, sound);
        SharedFiles.file(sound);
        var stands = media.add(owner, id, description, requestKey, now);
        if (!stands.recording().equals(id)) {
          return stands;
        }
        made = Optional.of(stands);
        capture(recording);
        captured = true;
        return stands;
      } finally {
        if (!captured) {
          recording.discard();
          // Else the next try would find an upload that is never made.
          if (made.isPresent()) {
            media.forget(made.get().id());
          }
        }
      }
    }
  }

  /// What an earlier request made, unless it is one of which a crash left nothing but its row.
  private Optional<MediaAttachment> standing(AccountId owner, String requestKey)
      throws IOException {
    var made = media.byRequest(owner, requestKey);
    boolean lost =
        made.isPresent()
            && made.get().state() instanceof MediaAttachment.Processing
            && !spool.holds(made.get().recording());
    if (lost) {
      media.forget(made.get().id());
    }
    return lost ? Optional.empty() : made;
  }

  private static void capture(OpenRecording recording) throws IOException {
    try {
      recording.capture(recording.bytes());
    } catch (TruncatedRecordingException e) {
      throw new IOException("the upload shrank on its way", e);
    }
  }

  /// The upload `id`, if it is one of `owner`.
  public Optional<MediaAttachment> media(AccountId owner, MediaId id) throws IOException {
    return media.byId(owner, id);
  }

  /// The upload `id` of `owner`, once it can be posted.
  ///
  /// @throws RefusedException if there is none, or it is not ready
  public Voice voice(AccountId owner, MediaId id) throws RefusedException, IOException {
    return switch (own(owner, id).state()) {
      case MediaAttachment.Ready ready -> ready.voice();
      case MediaAttachment.Processing _ ->
          throw new RefusedException(Reason.INVALID, "it is not ready yet");
      case MediaAttachment.Failed _ ->
          throw new RefusedException(Reason.INVALID, "it cannot be played");
    };
  }

  /// Those of `recordings` that were uploaded.
  public Map<RecordingId, MediaAttachment> of(Collection<RecordingId> recordings)
      throws IOException {
    return media.byRecordings(recordings);
  }

  /// Says what can be heard in an upload of `owner`, in a post or not.
  public MediaAttachment describe(AccountId owner, MediaId id, String description)
      throws RefusedException, IOException {
    check(description);
    return media.describe(owner, id, description).orElseThrow(() -> missing());
  }

  /// Deletes an upload of `owner` that is in no post, with its audio.
  public void delete(AccountId owner, MediaId id) throws RefusedException, IOException {
    if (own(owner, id).state() instanceof MediaAttachment.Processing) {
      throw new RefusedException(Reason.INVALID, "it is not ready yet");
    }
    if (!remove(own(owner, id))) {
      throw new RefusedException(Reason.INVALID, "a post uses it");
    }
  }

  /// Keeps an upload whose renditions are stored; repeating it changes nothing. `false` where it
  /// was deleted meanwhile.
  public boolean keep(AccountId owner, Voice voice) throws IOException {
    // Noted again, so that it is swept should nobody know it any more.
    media.add(owner, voice.recording(), "", clock.instant());
    return postCommands.keep(owner, voice);
  }

  /// Notes that no audio can be made of an upload.
  public void failed(RecordingId recording, String reason) throws IOException {
    media.fail(recording, new MediaAttachment.Failed(reason));
  }

  /// Removes what was uploaded more than a day ago and is in no post.
  public void sweep() throws IOException {
    var before = clock.instant().minus(KEEP);
    boolean more = true;
    while (more) {
      var batch = media.unused(before, BATCH);
      int removed = 0;
      for (var unused : batch) {
        removed += remove(unused) ? 1 : 0;
      }
      more = batch.size() == BATCH && removed > 0;
    }
  }

  private boolean remove(MediaAttachment unused) throws IOException {
    return unused.state() instanceof MediaAttachment.Ready
        ? postCommands.discard(unused.recording())
        : media.forget(unused.id());
  }

  private MediaAttachment own(AccountId owner, MediaId id) throws RefusedException, IOException {
    return media.byId(owner, id).orElseThrow(() -> missing());
  }

  private static void check(String description) throws RefusedException {
    try {
      MediaAttachment.checkDescription(description);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Reason.INVALID, String.valueOf(e.getMessage()));
    }
  }

  private static RefusedException missing() {
    return new RefusedException(Reason.MISSING, "there is no such upload");
  }
}
