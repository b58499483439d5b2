package io.voicepost.gateway.media;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// A speech recogniser that speaks OpenAI's `POST /v1/audio/transcriptions`, as whisper servers do.
///
/// @param address the whole address, path included
/// @param key goes into `Authorization: Bearer`, if there is one
/// @param language what is spoken, ISO 639-1; empty: the service finds out
/// @param patience for one recording
public record TranscriptionConfig(
    URI address, Optional<String> key, String model, String language, Duration patience) {
  public TranscriptionConfig {
    if (model.isBlank()) {
      throw new IllegalArgumentException("a caption service has a model");
    }
    if (!language.matches("[a-z]{0,3}")) {
      throw new IllegalArgumentException("a language has two or three letters");
    }
  }

  @Override
  public String toString() {
    return "captions of " + address.getHost();
  }
}
