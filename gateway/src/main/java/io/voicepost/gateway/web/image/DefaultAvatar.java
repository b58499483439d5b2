package io.voicepost.gateway.web.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.random.RandomGenerator;

/// Pictures for who sent none: the bars of a voice on one of a few tints, always the same for the
/// same number. No text, so that a machine without fonts can draw it.
final class DefaultAvatar {
  private static final int FACE = 400;
  private static final Color INK = new Color(0x1C1B1A);
  private static final Color PAPER = new Color(0xEFEBE4);
  private static final List<Color> TINTS =
      List.of(
          new Color(0xF2D8CD),
          new Color(0xEFE0BD),
          new Color(0xDFE5C6),
          new Color(0xCFE5D6),
          new Color(0xCDE2E6),
          new Color(0xD4DCEF),
          new Color(0xE2D8EC),
          new Color(0xEFD6E0));

  private DefaultAvatar() {}

  /// Somebody's face.
  static byte[] face(int number) {
    var heights = new java.util.Random(number);
    return draw(FACE, FACE, TINTS.get(Math.floorMod(number, TINTS.size())), 7, 22, heights);
  }

  /// What stands above a profile.
  static byte[] header() {
    return draw(1500, 500, PAPER, 61, 8, new java.util.Random(8642));
  }

  private static byte[] draw(
      int width, int height, Color tint, int bars, int thick, RandomGenerator heights) {
    return Png.drawn(width, height, tint, pen -> bars(pen, width, height, bars, thick, heights));
  }

  private static void bars(
      Graphics2D pen, int width, int height, int bars, int thick, RandomGenerator heights) {
    pen.setColor(INK);
    pen.setStroke(new BasicStroke(thick, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    double margin = width * 0.2;
    double step = (width - 2 * margin) / (bars - 1);
    for (int bar = 0; bar < bars; bar++) {
      double x = margin + bar * step;
      double half = height * (0.04 + 0.24 * heights.nextDouble());
      pen.draw(new Line2D.Double(x, height / 2.0 - half, x, height / 2.0 + half));
    }
  }
}
