package io.voicepost.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordingIdTest {
  /// 2^48 ms, the year 10889, is where a version 7 UUID ends.
  private static final long END = 1L << 48;

  private final Random random = new Random(7);

  private Instant anyInstant() {
    return Instant.ofEpochMilli(random.nextLong(END));
  }

  @Test
  void isAUuidOfVersion7ThatBeginsWithItsMillisecond() {
    for (int i = 0; i < 10_000; i++) {
      Instant instant = anyInstant();

      UUID uuid = RecordingId.at(instant).value();

      assertThat(uuid.version()).isEqualTo(7);
      assertThat(uuid.variant()).isEqualTo(2);
      assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(instant.toEpochMilli());
    }
  }

  @Test
  void everyRandomBitIsBothZeroAndOne() {
    long highOnes = 0;
    long highZeros = 0;
    long lowOnes = 0;
    long lowZeros = 0;
    for (int i = 0; i < 1000; i++) {
      UUID uuid = RecordingId.at(Samples.NOON).value();
      highOnes |= uuid.getMostSignificantBits();
      highZeros |= ~uuid.getMostSignificantBits();
      lowOnes |= uuid.getLeastSignificantBits();
      lowZeros |= ~uuid.getLeastSignificantBits();
    }

    assertThat(highOnes & highZeros).isEqualTo(0xfffL);
    assertThat(lowOnes & lowZeros).isEqualTo(0x3fff_ffff_ffff_ffffL);
  }

  @Test
  void sortsByTimeAsIdAndAsText() {
    for (int i = 0; i < 10_000; i++) {
      Instant one = anyInstant();
      Instant other = anyInstant();
      RecordingId first = RecordingId.at(one);
      RecordingId second = RecordingId.at(other);

      int byTime = Long.signum(one.toEpochMilli() - other.toEpochMilli());

      assertThat(Integer.signum(first.compareTo(second))).isEqualTo(byTime);
      assertThat(Integer.signum(first.toString().compareTo(second.toString()))).isEqualTo(byTime);
    }
  }

  @Test
  void noTwoOfOneMillisecondAreAlike() {
    var ids = new HashSet<RecordingId>();
    IntStream.range(0, 100_000).forEach(_ -> ids.add(RecordingId.at(Samples.NOON)));

    assertThat(ids).hasSize(100_000);
  }

  @Test
  void readsWhatItWrote() {
    for (int i = 0; i < 1000; i++) {
      RecordingId id = RecordingId.at(anyInstant());

      assertThat(id.toString()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
      assertThat(RecordingId.parse(id.toString())).isEqualTo(id);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "01936d3e-7b00-7abc-8def-0123456789AB",
        "1936d3e-7b00-7abc-8def-0123456789ab",
        "01936d3e-7b00-7abc-8def-0123456789ab ",
        "{01936d3e-7b00-7abc-8def-0123456789ab}",
        "01936d3e7b007abc8def0123456789ab",
        "01936d3e-7b00-4abc-8def-0123456789ab",
        "01936d3e-7b00-7abc-0def-0123456789ab",
        "../../../../etc/passwd",
        "01936d3e-7b00-7abc-8def-0123456789ab/../x"
      })
  void refusesEveryOtherText(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> RecordingId.parse(text));
  }
}
