package io.voicepost.gateway.media;

import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.microblog.RefusedException.Reason;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.CaptionStore;
import io.voicepost.storage.post.Captions;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Captions of recordings, as people read and write them. Safe for many threads; `IOException`
/// means that nothing happened and that it may be tried again.
public final class CaptionEditor {
  /// BCP 47, as far as a page needs it: `zh`, `pt-BR`, `zh-Hant-TW`.
  private static final Pattern LANGUAGE =
      Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}");

  private final CaptionStore captions;
  private final boolean byMachine;
  private final Clock clock;

  /// @param byMachine whether a [CaptionWorker] writes what nobody wrote
  public CaptionEditor(CaptionStore captions, boolean byMachine, Clock clock) {
    this.captions = captions;
    this.byMachine = byMachine;
    this.clock = clock;
  }

  /// The captions of a recording, whoever may hear it; empty if there are none.
  public Optional<Captions> of(RecordingId recording) throws IOException {
    return captions.of(recording);
  }

  /// The captions of those of `recordings` that have some.
  public Map<RecordingId, Captions> of(Collection<RecordingId> recordings) throws IOException {
    return captions.of(recordings);
  }

  /// Writes the captions of a recording of `owner`; no machine writes over them.
  ///
  /// @param file a WebVTT file, of which times and text are kept
  /// @throws RefusedException it is no such file, or there is no such recording of theirs
  public Captions edit(AccountId owner, RecordingId recording, String language, String file)
      throws RefusedException, IOException {
    if (!language.isEmpty() && !LANGUAGE.matcher(language).matches()) {
      throw new RefusedException(Reason.INVALID, "there is no such language");
    }
    return captions
        .edit(owner, recording, language, parsed(file).toString(), clock.instant())
        .orElseThrow(() -> new RefusedException(Reason.MISSING, "there is no such recording"));
  }

  private static WebVtt parsed(String file) throws RefusedException {
    try {
      return WebVtt.parse(file);
    } catch (WebVttException e) {
      throw new RefusedException(Reason.INVALID, "the captions are no WebVTT: " + e.getMessage());
    }
  }

  /// Asks the machine, if there is one, for the captions of a recording whose audio is stored;
  /// repeating it changes nothing.
  public void request(RecordingId recording) throws IOException {
    if (byMachine) {
      captions.request(recording, clock.instant());
    }
  }
}
