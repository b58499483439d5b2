package io.voicepost.gateway.web.api;

import io.voicepost.storage.Voice;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Documented as `MediaAttachment`; always audio. `url` is what every client plays: the MP3.
record MediaEntity(
    String id,
    String type,
    Optional<String> url,
    Optional<String> previewUrl,
    Optional<String> remoteUrl,
    Optional<String> previewRemoteUrl,
    Optional<String> textUrl,
    Meta meta,
    Optional<String> description,
    Optional<String> blurhash) {

  /// @param length hours, minutes and seconds, `0:00:07.40`
  /// @param duration in seconds
  record Meta(String length, double duration, String audioEncode, Original original) {}

  record Original(double duration, long bitrate) {}

  /// @param base the site's address without a slash at its end
  static MediaEntity of(String base, Voice voice, Optional<String> description) {
    var mp3 = voice.renditions().getFirst();
    double seconds = seconds(voice.duration());
    long bitrate = Math.round(mp3.bytes() * 8 / Math.max(0.001, seconds));
    return new MediaEntity(
        voice.recording().toString(),
        "audio",
        Optional.of(base + "/" + mp3.key()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Meta(length(voice.duration()), seconds, "mp3", new Original(seconds, bitrate)),
        description,
        Optional.empty());
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  static String length(Duration duration) {
    return "%d:%02d:%05.2f"
        .formatted(
            duration.toHours(),
            duration.toMinutesPart(),
            duration.toSecondsPart() + duration.toMillisPart() / 1000.0)
        .toLowerCase(Locale.ROOT);
  }
}
