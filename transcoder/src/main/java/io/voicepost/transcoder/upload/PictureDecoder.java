package io.voicepost.transcoder.upload;

import io.voicepost.transcoder.fence.Fence;
import io.voicepost.transcoder.fence.FenceException;
import io.voicepost.transcoder.fence.FenceLimits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Makes a portrait of a picture that a stranger sent. FFmpeg reads the file behind a [Fence]; only
/// pixels come back, of the first frame, in one known number. Callers may be virtual threads.
/// Thread-safe.
public final class PictureDecoder {
  /// Phones' pictures have 12 million.
  public static final int MOST_PIXELS = 1 << 24;

  /// Honest encoders send ten or so.
  private static final int MOST_SCANS = 32;

  /// A picture of the most pixels is done in a second; 16 bits a channel take 128 MB twice.
  private static final FenceLimits LIMITS =
      new FenceLimits(512L << 20, Duration.ofSeconds(5), Duration.ofSeconds(30));

  /// The small one stands below the large one, on a frame as wide as that.
  private static final String SQUARES =
      """
      crop=w='min(iw,ih)':h='min(iw,ih)',scale=%1$d:%1$d:flags=area,format=bgra,split[large][both];\
      [both]scale=%2$d:%2$d:flags=area,pad=%1$d:%2$d[small];[large][small]vstack\
      """
          .formatted(Portrait.LARGE, Portrait.SMALL);

  private static final int BYTES =
      Portrait.LARGE * (Portrait.LARGE + Portrait.SMALL) * Integer.BYTES;

  private final long mostBytes;
  private final Semaphore room;
  private final Path ffmpeg;

  /// Decodes so many pictures at once; further callers wait.
  ///
  /// @param mostBytes the largest file
  public PictureDecoder(long mostBytes, int atOnce) {
    this(mostBytes, atOnce, Path.of("ffmpeg"));
  }

  PictureDecoder(long mostBytes, int atOnce, Path ffmpeg) {
    this.mostBytes = mostBytes;
    this.room = new Semaphore(atOnce, true);
    this.ffmpeg = ffmpeg;
  }

  /// @throws RefusedPictureException it is no picture that is taken, damaged or too large
  /// @throws FenceException this machine has no fence for the decoder
  /// @throws IOException too many are being read just now
  /// @throws InterruptedException the caller was interrupted; the decoder is killed
  public Portrait decode(Path file)
      throws RefusedPictureException, IOException, InterruptedException {
    if (Files.size(file) > mostBytes) {
      throw new RefusedPictureException(true, "more than " + mostBytes + " bytes");
    }
    var bytes = Files.readAllBytes(file);
    var format =
        PictureFormat.of(bytes)
            .orElseThrow(() -> new RefusedPictureException(false, "of no kind that is taken"));
    if (format == PictureFormat.JPEG && JpegScans.count(bytes) > MOST_SCANS) {
      throw new RefusedPictureException(true, "more than " + MOST_SCANS + " scans");
    }
    if (!room.tryAcquire(LIMITS.patience().toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("too many pictures at once");
    }
    try {
      return portrait(pixels(file, format));
    } finally {
      room.release();
    }
  }

  private ByteBuffer pixels(Path file, PictureFormat format)
      throws RefusedPictureException, IOException, InterruptedException {
    var arguments = new ArrayList<>(List.of("-nostdin", "-v", "error", "-threads", "1"));
    arguments.addAll(List.of("-max_pixels", "" + MOST_PIXELS, "-protocol_whitelist", "file"));
    arguments.addAll(List.of("-f", format.demuxer(), "-c:v", format.decoder()));
    arguments.addAll(List.of("-i", "file:" + file.toAbsolutePath()));
    arguments.addAll(List.of("-filter_complex", SQUARES, "-frames:v", "1", "-an"));
    arguments.addAll(List.of("-f", "rawvideo", "pipe:1"));
    var pixels = ByteBuffer.allocate(BYTES + 1).order(ByteOrder.LITTLE_ENDIAN);
    var exitStatus =
        Fence.<IOException>run(
            Fence.command(ffmpeg.toString()),
            arguments,
            List.of(file),
            LIMITS,
            output -> pixels.limit(output.readNBytes(pixels.array(), 0, BYTES + 1)));
    if (!exitStatus.well() || pixels.limit() != BYTES) {
      throw new RefusedPictureException(true, exitStatus.reason());
    }
    return pixels;
  }

  private static Portrait portrait(ByteBuffer pixels) {
    return new Portrait(
        square(pixels, 0, Portrait.LARGE), square(pixels, Portrait.LARGE, Portrait.SMALL));
  }

  private static BufferedImage square(ByteBuffer pixels, int firstRow, int side) {
    var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
    var row = new int[side];
    for (int y = 0; y < side; y++) {
      pixels.position((firstRow + y) * Portrait.LARGE * Integer.BYTES);
      pixels.asIntBuffer().get(row);
      image.setRGB(0, y, side, 1, row, 0, side);
    }
    return image;
  }
}
