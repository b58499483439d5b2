package io.voicepost.transcoder.upload;

import java.awt.image.BufferedImage;

/// The middle square of a picture in two sizes: pixels, and nothing else of the file. Transparent
/// where the picture was.
public record Portrait(BufferedImage large, BufferedImage small) {
  /// Pixels a side.
  public static final int LARGE = 400;

  /// Pixels a side: sharp at 48 on screens that show two pixels for one.
  public static final int SMALL = 96;
}
