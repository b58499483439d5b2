package io.voicepost.storage.audio;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What is given to S3, and by what it is known again.
final class S3Upload {
  private final byte[] bytes;
  private final byte[] md5;

  S3Upload(ByteBuffer content) {
    ByteBuffer own = content.duplicate();
    this.bytes = new byte[own.remaining()];
    own.get(bytes);
    try {
      // S3's choice: Content-MD5 and the ETag are MD5. It guards against damage, not against fraud.
      this.md5 = MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  long length() {
    return bytes.length;
  }

  String md5Base64() {
    return Base64.getEncoder().encodeToString(md5);
  }

  /// A fresh stream, one for each attempt.
  InputStream stream() {
    return new ByteArrayInputStream(bytes);
  }

  boolean hasETag(@Nullable String eTag) {
    return eTag != null && eTag.replace("\"", "").equals(HexFormat.of().formatHex(md5));
  }

  boolean hasBytes(ByteBuffer stored) {
    return ByteBuffer.wrap(bytes).equals(stored);
  }
}
