package io.voicepost.gateway.media;

import io.voicepost.transcoder.upload.UploadLimits;
import java.time.Duration;

/// What the web does with voice.
///
/// @param limits what an upload may cost
public record MediaServices(Uploads uploads, CaptionEditor captions, UploadLimits limits) {
  /// The largest file that may be uploaded.
  public long mostBytes() {
    return limits.bytes();
  }

  /// The longest voice that may be uploaded.
  public Duration longest() {
    return limits.longest();
  }
}
