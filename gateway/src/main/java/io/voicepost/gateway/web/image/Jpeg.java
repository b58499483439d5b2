package io.voicepost.gateway.web.image;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/// Pictures of our own as JPEG, in memory.
public final class Jpeg {
  private static final Color PAPER = new Color(0xFBFAF7);
  private static final float BEST = 0.8f;
  private static final float LEAST = 0.2f;
  private static final float STEP = 0.15f;

  private Jpeg() {}

  /// As good as fits into so many bytes, or of the least quality where nothing does.
  public static byte[] of(BufferedImage image, int mostBytes) {
    var opaque = scaled(image, image.getWidth());
    var quality = BEST;
    var jpeg = of(opaque, quality);
    while (jpeg.length > mostBytes && quality > LEAST) {
      quality -= STEP;
      jpeg = of(opaque, quality);
    }
    return jpeg;
  }

  /// A square picture that this server made itself, PNG or JPEG.
  public static BufferedImage read(byte[] own) throws IOException {
    var image = ImageIO.read(new ByteArrayInputStream(own));
    if (image == null) {
      throw new IOException("a stored picture cannot be read");
    }
    return image;
  }

  /// The same on paper, so many pixels a side.
  public static BufferedImage scaled(BufferedImage image, int side) {
    var made = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    var pen = made.createGraphics();
    try {
      pen.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      pen.drawImage(image, 0, 0, side, side, PAPER, null);
    } finally {
      pen.dispose();
    }
    return made;
  }

  private static byte[] of(BufferedImage opaque, float quality) {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var out = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      var parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(quality);
      writer.write(null, new IIOImage(opaque, null, null), parameters);
    } catch (IOException e) {
      throw new IllegalStateException("JPEG could not be written to memory", e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
