package io.voicepost.gateway.web.api;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Makes a picture that somebody sent anew: its middle square, 400 by 400 pixels, as PNG. What it
/// is is told by its first bytes, not by its sender; nothing but pixels goes on.
final class SentPicture {
  private static final int SIDE = 400;
  private static final int MOST_PIXELS_A_SIDE = 4096;

  /// Reading one takes up to 64 MB and holds its thread: not a virtual one.
  private static final Semaphore TURNS = new Semaphore(2);

  private static final long PATIENCE_SECONDS = 10;

  private SentPicture() {}

  /// @throws ApiException 422 if it is no picture that we read, or too large a one
  /// @throws IOException if too many are being read just now
  static byte[] remade(Path file) throws ApiException, IOException {
    if (Files.size(file) > Avatars.MOST_BYTES) {
      throw ApiException.unprocessable("Validation failed: Avatar must be less than 2 MB");
    }
    var bytes = Files.readAllBytes(file);
    var format =
        format(bytes)
            .orElseThrow(() ->
                ApiException.unprocessable(
                    "Validation failed: Avatar must be a PNG, JPEG, WebP or GIF picture"));
    return onThreadOfItsOwn(bytes, format)
        .orElseThrow(() ->
            ApiException.unprocessable(
                "Validation failed: Avatar cannot be read, or has more than 4096 pixels a side"));
  }

  private static Optional<String> format(byte[] bytes) {
    var start = new String(Arrays.copyOf(bytes, 12), StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of("png");
    }
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of("jpeg");
    }
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return Optional.of("gif");
    }
    return start.startsWith("RIFF") && start.endsWith("WEBP")
        ? Optional.of("webp")
        : Optional.empty();
  }

  private static Optional<byte[]> onThreadOfItsOwn(byte[] bytes, String format) throws IOException {
    try {
      if (!TURNS.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("too many pictures at once");
      }
      var made = new CompletableFuture<Optional<byte[]>>();
      Thread.ofPlatform()
          .name("picture")
          .daemon()
          .start(() -> {
            try {
              made.complete(read(bytes, format));
            } catch (Throwable e) {
              made.completeExceptionally(e);
            } finally {
              TURNS.release();
            }
          });
      return made.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading a picture", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a picture could not be read", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("a picture takes too long to read", e);
    }
  }

  /// Empty where the decoder gives up, which on what strangers send may be any exception.
  private static Optional<byte[]> read(byte[] bytes, String format) {
    var readers = ImageIO.getImageReadersByFormatName(format);
    if (!readers.hasNext()) {
      throw new IllegalStateException("no reader for " + format);
    }
    var reader = readers.next();
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (Math.max(width, height) > MOST_PIXELS_A_SIDE) {
        return Optional.empty();
      }
      return Optional.of(Png.of(square(decoded(reader, Math.min(width, height)))));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    } finally {
      reader.dispose();
    }
  }

  /// No more pixels than are needed: every second, third and so on.
  private static BufferedImage decoded(ImageReader reader, int side) throws IOException {
    ImageReadParam wish = reader.getDefaultReadParam();
    int step = Math.max(1, side / (2 * SIDE));
    wish.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, wish);
  }

  private static BufferedImage square(BufferedImage image) {
    int side = Math.min(image.getWidth(), image.getHeight());
    int x = (image.getWidth() - side) / 2;
    int y = (image.getHeight() - side) / 2;
    var made =
        new BufferedImage(
            SIDE,
            SIDE,
            image.getColorModel().hasAlpha()
                ? BufferedImage.TYPE_INT_ARGB
                : BufferedImage.TYPE_INT_RGB);
    var pen = made.createGraphics();
    try {
      pen.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      pen.drawImage(image, 0, 0, SIDE, SIDE, x, y, x + side, y + side, null);
    } finally {
      pen.dispose();
    }
    return made;
  }
}
