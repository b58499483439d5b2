package io.voicepost.transcoder.upload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The kinds of pictures that are taken, and how FFmpeg reads each: told by the first bytes, not by
/// the sender or the name.
enum PictureFormat {
  PNG("png_pipe", "png"),
  JPEG("jpeg_pipe", "mjpeg"),
  GIF("gif", "gif"),
  WEBP("webp_pipe", "webp");

  private final String demuxer;
  private final String decoder;

  PictureFormat(String demuxer, String decoder) {
    this.demuxer = demuxer;
    this.decoder = decoder;
  }

  String demuxer() {
    return demuxer;
  }

  String decoder() {
    return decoder;
  }

  static Optional<PictureFormat> of(byte[] file) {
    var start = new String(Arrays.copyOf(file, 12), StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return Optional.of(GIF);
    }
    return start.startsWith("RIFF") && start.endsWith("WEBP")
        ? Optional.of(WEBP)
        : Optional.empty();
  }
}
