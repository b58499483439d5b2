package io.voicepost.gateway.media;

import io.voicepost.transcoder.upload.UploadLimits;
import java.util.Optional;

/// What may be uploaded, and who writes captions.
///
/// @param captions empty: people alone
public record MediaConfig(UploadLimits uploads, Optional<TranscriptionConfig> captions) {}
