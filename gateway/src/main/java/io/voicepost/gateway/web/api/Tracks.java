package io.voicepost.gateway.web.api;

import io.voicepost.storage.Captions;
import io.voicepost.storage.Media;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Voice;
import java.util.Map;
import java.util.Optional;

/// What is known of the recordings of a page beside their sound: which were uploaded, and what is
/// said in them.
record Tracks(Map<RecordingId, Media> uploads, Map<RecordingId, Captions> captions) {
  static final Tracks NONE = new Tracks(Map.of(), Map.of());

  Optional<Media> upload(Voice voice) {
    return Optional.ofNullable(uploads.get(voice.recording()));
  }

  /// Captions that are written.
  Optional<Captions> written(Voice voice) {
    return Optional.ofNullable(captions.get(voice.recording()))
        .filter(it -> it.state() != Captions.State.PENDING);
  }
}
