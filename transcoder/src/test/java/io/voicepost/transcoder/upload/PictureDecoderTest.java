package io.voicepost.transcoder.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pictures as people send them, and as nobody honest does.
class PictureDecoderTest {
  private static final int MOST_BYTES = 2 << 20;

  private final PictureDecoder decoder = new PictureDecoder(MOST_BYTES, 2);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "png, ''",
    "jpg, ''",
    "gif, ''",
    "webp, -c:v libwebp",
    "webp, -c:v libwebp -lossless 1",
    "png, -pix_fmt rgb48be",
    "png, -pix_fmt gray"
  })
  void theMiddleSquareBecomesTwoPictures(String ending, String options) throws Exception {
    // Red, then green in the middle, then red: a wide picture.
    Path file =
        ForeignFiles.sound(
            folder.resolve("sent." + ending),
            "color=red:size=300x600,pad=1200:600:300:0:red,drawbox=x=300:w=600:c=green:t=fill",
            ("-frames:v 1 " + options).strip().split(" "));

    var portrait = decoder.decode(file);

    for (var picture : new BufferedImage[] {portrait.large(), portrait.small()}) {
      int edge = picture.getWidth() - 1;
      assertThat(picture.getHeight()).isEqualTo(picture.getWidth());
      for (int x : new int[] {2, edge / 2, edge - 2}) {
        var colour = new Color(picture.getRGB(x, edge / 2));
        if (options.contains("gray")) {
          assertThat(colour.getRed()).isEqualTo(colour.getGreen());
        } else {
          assertThat(colour.getGreen()).isGreaterThan(colour.getRed() + 60);
        }
      }
    }
    assertThat(portrait.large().getWidth()).isEqualTo(400);
    assertThat(portrait.small().getWidth()).isEqualTo(96);
  }

  @Test
  void whatIsTransparentStaysSo() throws Exception {
    Path file =
        ForeignFiles.sound(
            folder.resolve("sent.png"), "color=blue@0:size=200x200,format=rgba", "-frames:v", "1");

    assertThat(decoder.decode(file).large().getRGB(100, 100) >>> 24).isZero();
  }

  @Test
  void anHonestProgressivePhotoIsTaken() throws Exception {
    Path file = Files.write(folder.resolve("photo.jpg"), progressive(2000));
    assertThat(JpegScans.count(Files.readAllBytes(file))).isBetween(5, 15);

    assertThat(decoder.decode(file).large().getWidth()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1000})
  void aJpegOfManyScansIsRefusedBeforeItIsDecoded(int scans) throws Exception {
    byte[] photo = progressive(2000);
    int last = lastScan(photo);
    var bomb = new ByteArrayOutputStream();
    bomb.write(photo, 0, photo.length - 2);
    for (int i = 0; i < scans; i++) {
      bomb.write(photo, last, photo.length - 2 - last);
    }
    bomb.write(photo, photo.length - 2, 2);
    Path file = Files.write(folder.resolve("scans.jpg"), bomb.toByteArray());

    assertThat(refusal(file)).hasMessage("more than 32 scans");
  }

  @ParameterizedTest
  @CsvSource({"65535, 65535", "100000, 100000", "2147483647, 2147483647", "20000, 20000", "0, 0"})
  void aPngThatSaysItIsHugeIsRefused(int width, int height) throws Exception {
    refusal(Files.write(folder.resolve("huge.png"), png(width, height, new byte[0], "")));
  }

  /// One that would fit into the memory that its decoder has.
  @Test
  void aPictureOfTooManyPixelsIsRefusedHoweverWellItPacks() throws Exception {
    byte[] png = png(5_000, 5_000, pixels(5_000), "");
    assertThat(png.length).isLessThan(MOST_BYTES);

    refusal(Files.write(folder.resolve("large.png"), png));
  }

  @Test
  void aGifThatSaysItIsHugeIsRefused() throws Exception {
    byte[] gif =
        Files.readAllBytes(
            ForeignFiles.sound(folder.resolve("a.gif"), "color=red:size=16x16", "-frames:v", "1"));
    Arrays.fill(gif, 6, 10, (byte) 0xFF);

    refusal(Files.write(folder.resolve("huge.gif"), gif));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "apng"})
  void ofThousandsOfFramesOneIsRead(String ending) throws Exception {
    Path file =
        ForeignFiles.sound(
            folder.resolve("frames." + ending),
            "color=green:size=64x64:rate=50",
            "-t",
            "100",
            "-f",
            ending);
    assertThat(Files.size(file)).isLessThan(MOST_BYTES);

    assertThat(new Color(decoder.decode(file).large().getRGB(200, 200)).getGreen())
        .isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iCCP", "zTXt", "iTXt"})
  void whatUnpacksToAGigabyteCostsNoMoreThanItMay(String chunk) throws Exception {
    byte[] bomb = png(64, 64, pixels(64), chunk);
    assertThat(bomb.length).isBetween(900_000, MOST_BYTES);
    Path file = Files.write(folder.resolve("bomb.png"), bomb);

    // Left out or refused: what matters is that it ends, in the fence's memory and time.
    try {
      assertThat(decoder.decode(file).large().getWidth()).isEqualTo(400);
    } catch (RefusedPictureException refused) {
      assertThat(refused.isPicture()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "webp"})
  void damagedFilesEndInAValue(String ending) throws Exception {
    byte[] good =
        Files.readAllBytes(
            ForeignFiles.sound(
                folder.resolve("good." + ending), "testsrc=size=320x240", "-frames:v", "1"));
    var random = new Random(8642);
    for (int round = 0; round < 4; round++) {
      byte[] damaged = Arrays.copyOf(good, round == 0 ? 40 : 12 + random.nextInt(good.length - 12));
      for (int flip = 0; flip < 4 * round; flip++) {
        damaged[12 + random.nextInt(damaged.length - 12)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("damaged"), damaged);
      try {
        assertThat(decoder.decode(file).small().getWidth()).isEqualTo(96);
      } catch (RefusedPictureException refused) {
        assertThat(refused.isPicture()).isTrue();
      }
    }
  }

  @Test
  void whatIsNoPictureIsRefusedUnread() throws Exception {
    for (var text :
        new String[] {"", "RIFF", "<svg xmlns='http://www.w3.org/2000/svg'/>", "#EXTM3U\n"}) {
      Path file = Files.writeString(folder.resolve("no-picture.png"), text);
      assertThat(refusal(file).isPicture()).isFalse();
    }
    assertThat(refusal(ForeignFiles.sound(folder.resolve("a.wav"), "sine=duration=1")).isPicture())
        .isFalse();
  }

  @Test
  void thePictureOfOneKindUnderTheFirstBytesOfAnotherIsRefused() throws Exception {
    byte[] jpeg = progressive(64);
    var mixed = new ByteArrayOutputStream();
    mixed.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
    mixed.writeBytes(jpeg);

    refusal(Files.write(folder.resolve("mixed"), mixed.toByteArray()));
  }

  @Test
  void aFileOfTooManyBytesIsRefusedUnread() throws Exception {
    byte[] big = Arrays.copyOf(png(64, 64, pixels(64), ""), MOST_BYTES + 1);

    assertThat(refusal(Files.write(folder.resolve("big.png"), big))).hasMessageContaining("bytes");
  }

  private RefusedPictureException refusal(Path file) {
    return assertThatThrownBy(() -> decoder.decode(file))
        .asInstanceOf(type(RefusedPictureException.class))
        .actual();
  }

  private static byte[] progressive(int side) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      var wish = writer.getDefaultWriteParam();
      wish.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
      writer.write(null, new IIOImage(image, null, null), wish);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static int lastScan(byte[] jpeg) {
    int at = jpeg.length - 2;
    while ((jpeg[at] & 0xFF) != 0xFF || (jpeg[at + 1] & 0xFF) != 0xDA) {
      at--;
    }
    return at;
  }

  private static byte[] pixels(int side) {
    return new byte[side * (1 + 3 * side)];
  }

  /// @param bomb the name of a chunk of a gigabyte of zeros; empty: none
  private static byte[] png(int width, int height, byte[] pixels, String bomb) throws IOException {
    var png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    var header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    chunk(png, "IHDR", header.put(new byte[] {8, 2, 0, 0, 0}).array());
    if (!bomb.isEmpty()) {
      var content = new ByteArrayOutputStream();
      // Keyword and method; for iTXt flags and two empty names as well.
      content.writeBytes(
          bomb.equals("iTXt") ? new byte[] {'k', 0, 1, 0, 0, 0} : new byte[] {'k', 0, 0});
      content.writeBytes(deflated(new byte[1 << 20], 1024));
      chunk(png, bomb, content.toByteArray());
    }
    chunk(png, "IDAT", deflated(pixels, 1));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static byte[] deflated(byte[] block, int times) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION))) {
      for (int i = 0; i < times; i++) {
        deflater.write(block);
      }
    }
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String name, byte[] content) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(content);
    var sum = new CRC32();
    sum.update(body.toByteArray());
    png.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    png.writeBytes(body.toByteArray());
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }
}
