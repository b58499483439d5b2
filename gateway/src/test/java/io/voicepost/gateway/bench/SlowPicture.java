package io.voicepost.gateway.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// A progressive JPEG whose last scan comes a thousand times: short to send, long to decode.
final class SlowPicture {
  private static final int SIDE = 2_000;
  private static final int SCANS = 1_000;

  static final byte[] BYTES = made();

  private SlowPicture() {}

  private static byte[] made() {
    try {
      var plain = progressive();
      int scan = plain.length - 2;
      while (plain[scan] != (byte) 0xff || plain[scan + 1] != (byte) 0xda) {
        scan--;
      }
      int end = plain.length - 2;
      var slow = new ByteArrayOutputStream();
      slow.writeBytes(Arrays.copyOf(plain, scan));
      for (int i = 0; i < SCANS; i++) {
        slow.write(plain, scan, end - scan);
      }
      slow.write(plain, end, 2);
      return slow.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] progressive() throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      var how = writer.getDefaultWriteParam();
      how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(stream);
      var picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
      writer.write(null, new IIOImage(picture, null, null), how);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
