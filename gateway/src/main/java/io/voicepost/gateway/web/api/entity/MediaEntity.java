package io.voicepost.gateway.web.api.entity;

import io.voicepost.storage.post.MediaAttachment;
import io.voicepost.storage.post.Voice;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Documented as `MediaAttachment`; always audio. `url` is what every client plays: the MP3.
public record MediaEntity(
    String id,
    String type,
    Optional<String> url,
    Optional<String> previewUrl,
    Optional<String> remoteUrl,
    Optional<String> previewRemoteUrl,
    Optional<String> textUrl,
    Optional<Meta> meta,
    Optional<String> description,
    Optional<String> blurhash) {

  /// @param length hours, minutes and seconds, `0:00:07.40`
  /// @param duration in seconds
  /// @param audioBitrate for people, `32 kb/s`
  record Meta(
      String length,
      double duration,
      String audioEncode,
      String audioBitrate,
      String audioChannels,
      Original original) {}

  record Original(double duration, long bitrate) {}

  /// An upload, whether it can be played already or not.
  ///
  /// @param urls where the owner hears it
  public static MediaEntity of(AudioUrls urls, MediaAttachment media) {
    var id = media.id().toString();
    var description = Optional.of(media.description()).filter(it -> !it.isBlank());
    return media.state() instanceof MediaAttachment.Ready(var voice)
        ? of(urls.ofOwn(voice.recording()), id, voice, description)
        : new MediaEntity(
            id,
            "audio",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            description,
            Optional.empty());
  }

  /// The voice of a post.
  public static MediaEntity of(
      AudioUrls.UrlSigner address, String id, Voice voice, Optional<String> description) {
    var mp3 = voice.renditions().getFirst();
    double seconds = seconds(voice.duration());
    long bitrate = Math.round(mp3.bytes() * 8 / Math.max(0.001, seconds));
    var meta =
        new Meta(
            length(voice.duration()),
            seconds,
            "mp3",
            Math.round(bitrate / 1000.0) + " kb/s",
            "mono",
            new Original(seconds, bitrate));
    return new MediaEntity(
        id,
        "audio",
        Optional.of(address.at("/" + mp3.key())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(meta),
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
