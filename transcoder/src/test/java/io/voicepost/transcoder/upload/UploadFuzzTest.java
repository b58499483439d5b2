package io.voicepost.transcoder.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.transcoder.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damages good files at random: whatever comes of it, it is a voice or a refusal.
///
/// `-Dfuzz.rounds=1000` goes on for longer, `-Dfuzz.seed=N` goes another way.
class UploadFuzzTest {
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 16);
  private static final long SEED = Long.getLong("fuzz.seed", 8642);

  /// The first bytes hold what demuxers trust most.
  private static final int HEAD = 600;

  private final UploadDecoder decoder =
      new UploadDecoder(UploadLimits.of(1 << 20, Duration.ofSeconds(30)), 1);

  @TempDir Path folder;

  @Test
  void everyDamageEndsInAValue() throws Exception {
    List<byte[]> good = good();
    Set<UploadRefusal> refusals = EnumSet.noneOf(UploadRefusal.class);
    int voices = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(SEED + round);
      byte[] damaged = damage(good.get(round % good.size()).clone(), random);
      Path upload = Files.write(folder.resolve("upload"), damaged);
      Path wav = folder.resolve("audio.wav");
      try {
        // Anything but a value ends the test, and says which seed did it.
        assertThat(decoder.decode(upload, wav))
            .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(31));
        Files.delete(wav);
        voices++;
      } catch (RefusedUploadException refused) {
        refusals.add(refused.refusal());
        assertThat(wav).doesNotExist();
      } catch (IOException e) {
        throw new AssertionError("seed " + (SEED + round), e);
      }
    }
    assertThat(voices).as("some damage is survived").isPositive();
    assertThat(refusals).as("some is not").isNotEmpty();
  }

  private List<byte[]> good() throws IOException {
    String tone = "sine=duration=2";
    return List.of(
        Files.readAllBytes(ForeignFiles.sound(folder.resolve("a.webm"), tone, "-c:a", "libopus")),
        Files.readAllBytes(
            ForeignFiles.sound(folder.resolve("a.m4a"), tone, "-movflags", "+faststart")),
        Files.readAllBytes(ForeignFiles.sound(folder.resolve("a.mp3"), tone)),
        Files.readAllBytes(ForeignFiles.sound(folder.resolve("a.ogg"), tone)),
        Files.readAllBytes(ForeignFiles.sound(folder.resolve("a.flac"), tone)),
        Files.readAllBytes(ForeignFiles.sound(folder.resolve("a.wav"), tone)));
  }

  /// Flips some bytes, most of them in the head; sometimes cuts, repeats or drops a stretch.
  private static byte[] damage(byte[] file, Random random) {
    int flips = 1 + random.nextInt(12);
    for (int i = 0; i < flips; i++) {
      boolean head = random.nextInt(3) > 0;
      int at = random.nextInt(head ? Math.min(HEAD, file.length) : file.length);
      file[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0xFF);
    }
    int from = random.nextInt(file.length);
    int to = from + random.nextInt(file.length - from);
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(file, from + 1);
      case 1 -> Wav.join(Wav.part(file, 0, to), Wav.part(file, from, file.length));
      case 2 -> Wav.join(Wav.part(file, 0, from), Wav.part(file, to, file.length));
      default -> file;
    };
  }
}
