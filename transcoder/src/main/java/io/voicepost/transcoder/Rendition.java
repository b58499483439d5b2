package io.voicepost.transcoder;

import java.nio.ByteBuffer;

/// A web-playable encoding of a recording. `content` is a whole file, from position to limit,
/// read-only.
public record Rendition(AudioFormat format, ByteBuffer content) {
  public Rendition {
    content = content.asReadOnlyBuffer();
  }
}
