package io.voicepost.gateway.web.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/// Pictures as PNG, in memory.
public final class Png {
  private Png() {}

  /// Draws on paper of one colour, with smooth edges.
  public static byte[] drawn(int width, int height, Color paper, Consumer<Graphics2D> drawing) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    try {
      pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      pen.setColor(paper);
      pen.fillRect(0, 0, width, height);
      drawing.accept(pen);
    } finally {
      pen.dispose();
    }
    return of(image);
  }

  private static byte[] of(BufferedImage image) {
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new IllegalStateException("PNG could not be written to memory", e);
    }
    return out.toByteArray();
  }
}
