package io.voicepost.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PostIdTest {
  private final Random random = new Random(7);

  @Test
  void sortsByTimeAsNumber() {
    // Up to 2^47 ms, the year 6429, the id is a positive number.
    for (int i = 0; i < 10_000; i++) {
      Instant one = Instant.ofEpochMilli(1 + random.nextLong((1L << 47) - 1));
      Instant other = Instant.ofEpochMilli(1 + random.nextLong((1L << 47) - 1));

      assertThat(Integer.signum(PostId.at(one).compareTo(PostId.at(other))))
          .isEqualTo(Long.signum(one.toEpochMilli() - other.toEpochMilli()));
      assertThat(PostId.at(one).value() >> 16).isEqualTo(one.toEpochMilli());
    }
  }

  @Test
  void everyLowBitIsBothZeroAndOne() {
    long ones = 0;
    long zeros = 0;
    for (int i = 0; i < 1000; i++) {
      long id = PostId.at(Samples.NOON).value();
      ones |= id;
      zeros |= ~id;
    }

    assertThat(ones & zeros).isEqualTo(0xffffL);
  }

  @Test
  void isAPositiveNumber() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PostId(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new PostId(-1));
  }
}
