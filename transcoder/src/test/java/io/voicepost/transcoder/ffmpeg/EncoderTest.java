package io.voicepost.transcoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncoderTest {
  private static final int STRETCHES = 8;
  private static final int ROUNDS = 300;

  /// A single frame forgotten in each round would cost three times as much.
  private static final long ALLOWED_GROWTH = 256 << 10;

  private static final ShortBuffer SOUND = ShortBuffer.allocate(800);

  @Test
  void encodingHundredsOfTimesKeepsNoNativeMemory() throws Exception {
    assertKeepsNothing(() -> {
      Encoder.encode(EncodingProfile.mp3(8000), SOUND, 8000);
      Encoder.encode(EncodingProfile.opus(8000), SOUND, 8000);
    });
  }

  @Test
  void givingUpHalfWayKeepsNoNativeMemory() throws Exception {
    assertKeepsNothing(() -> {
      for (EncodingProfile profile :
          new EncodingProfile[] {EncodingProfile.mp3(8000), EncodingProfile.opus(8000)}) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Encoder.encode(profile, SOUND, 8000))
            .isInstanceOf(InterruptedException.class);
      }
    });
  }

  @Test
  void aWrongRecipeIsAMistakeOfOursAndKeepsNoNativeMemory() throws Exception {
    EncodingProfile good = EncodingProfile.opus(8000);
    EncodingProfile unknownOption = options(good, Map.of("no_such_option", "1"), Map.of());
    EncodingProfile unknownContainerOption = options(good, Map.of(), Map.of("no_such_option", "1"));
    EncodingProfile unknownRate =
        new EncodingProfile("libopus", "s16", "ogg", 11025, 16000, Map.of(), Map.of());

    assertKeepsNothing(() -> {
      for (EncodingProfile bad :
          new EncodingProfile[] {unknownOption, unknownContainerOption, unknownRate}) {
        assertThatThrownBy(() -> Encoder.encode(bad, SOUND, 8000))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("FFmpeg");
      }
    });
  }

  @Test
  void theSamplesAreReadFromPositionToLimitAndTheBufferStaysAsItIs() throws Exception {
    ShortBuffer part = ShortBuffer.allocate(1600).position(400).limit(1200);

    assertThat(Encoder.encode(EncodingProfile.opus(8000), part, 8000))
        .isEqualTo(Encoder.encode(EncodingProfile.opus(8000), SOUND, 8000));
    assertThat(part.position()).isEqualTo(400);
    assertThat(part.limit()).isEqualTo(1200);
  }

  private static EncodingProfile options(
      EncodingProfile profile, Map<String, String> encoder, Map<String, String> container) {
    return new EncodingProfile(
        profile.encoder(),
        profile.sampleFormat(),
        profile.container(),
        profile.sampleRate(),
        profile.bitRate(),
        encoder,
        container);
  }

  private interface Work {
    void run() throws Exception;
  }

  /// Java's compilers use malloc too and give it back, megabytes at a time, so one stretch tells
  /// nothing; but what is forgotten makes every stretch grow.
  private static void assertKeepsNothing(Work work) throws Exception {
    work.run(); // loads the libraries and fills their tables
    long[] growth = new long[STRETCHES];
    for (int stretch = 0; stretch < STRETCHES; stretch++) {
      long before = nativeBytes();
      for (int i = 0; i < ROUNDS; i++) {
        work.run();
      }
      growth[stretch] = nativeBytes() - before;
    }
    Arrays.sort(growth);
    assertThat(growth[STRETCHES / 3]).as(Arrays.toString(growth)).isLessThan(ALLOWED_GROWTH);
  }

  /// What the process holds of malloc's memory: exact, where its size as a whole also has the Java
  /// heap's growth in it. From glibc, mallinfo2(3): `uordblks` and `hblkhd`.
  @SuppressWarnings("restricted") // the only way to ask glibc
  private static long nativeBytes() {
    MemoryLayout mallinfo2 = MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG);
    MemoryLayout struct = MemoryLayout.structLayout(mallinfo2);
    MethodHandle call =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("mallinfo2"),
                FunctionDescriptor.of(struct));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = (MemorySegment) call.invoke((SegmentAllocator) arena);
      return info.getAtIndex(ValueLayout.JAVA_LONG, 7) + info.getAtIndex(ValueLayout.JAVA_LONG, 4);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
