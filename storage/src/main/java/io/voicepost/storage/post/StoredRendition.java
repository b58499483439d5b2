package io.voicepost.storage.post;

import io.voicepost.storage.audio.AudioKey;
import java.util.regex.Pattern;

/// A rendition in the object store: where, of which media type (RFC 6838, with its codec where that
/// matters), how many bytes, and their SHA-256 in 64 hexadecimal digits, which is also its ETag.
public record StoredRendition(AudioKey key, String mediaType, long bytes, String sha256) {
  private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z]+/[!-~][ -~]{0,100}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public StoredRendition {
    if (!MEDIA_TYPE.matcher(mediaType).matches()) {
      throw new IllegalArgumentException("not a media type: " + mediaType);
    }
    if (bytes <= 0) {
      throw new IllegalArgumentException("a rendition has bytes, not " + bytes);
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("a SHA-256 is 64 hexadecimal digits");
    }
  }
}
