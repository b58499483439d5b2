package io.voicepost.gateway.web.pages;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;

/// A QR code (ISO/IEC 18004) as a path of SVG, one unit a module.
///
/// @param size modules a side, without the quiet zone of four around them
record QrCode(String path, int size) {
  static QrCode of(String text) {
    try {
      var matrix = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
      var path = new StringBuilder();
      for (int y = 0; y < matrix.getHeight(); y++) {
        for (int x = 0; x < matrix.getWidth(); x++) {
          int from = x;
          while (x < matrix.getWidth() && matrix.get(x, y) == 1) {
            x++;
          }
          if (x > from) {
            path.append("M%d %dh%dv1h-%dz".formatted(from, y, x - from, x - from));
          }
        }
      }
      return new QrCode(path.toString(), matrix.getWidth());
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code", e);
    }
  }

  String viewBox() {
    return "-4 -4 %d %d".formatted(size + 8, size + 8);
  }
}
