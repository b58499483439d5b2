package io.voicepost.gateway.web.api.entity;

import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.Captions;
import io.voicepost.storage.post.MediaAttachment;
import io.voicepost.storage.post.Voice;
import java.util.Map;
import java.util.Optional;

/// What is known of the recordings of a page beside their sound: which were uploaded, and what is
/// said in them.
record AudioDetails(
    Map<RecordingId, MediaAttachment> uploads, Map<RecordingId, Captions> captions) {
  static final AudioDetails NONE = new AudioDetails(Map.of(), Map.of());

  Optional<MediaAttachment> upload(Voice voice) {
    return Optional.ofNullable(uploads.get(voice.recording()));
  }

  /// Captions that are written.
  Optional<Captions> written(Voice voice) {
    return Optional.ofNullable(captions.get(voice.recording()))
        .filter(it -> it.state() != Captions.Progress.PENDING);
  }
}
