package io.voicepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SweeperTest {
  private static final Duration PERIOD = Duration.ofMillis(5);

  @Test
  void sweepThatFailsIsNotTheLast() {
    var sweeps = new AtomicInteger();

    try (var _ =
        Sweeper.start(
            "nothing",
            Duration.ZERO,
            PERIOD,
            () -> {
              if (sweeps.incrementAndGet() % 2 == 0) {
                throw new IOException("not now");
              }
              throw new IllegalStateException("a bug");
            })) {
      await().until(() -> sweeps.get() > 3);
    }
  }

  @Test
  void nothingIsSweptBeforeItsTime() {
    var sweeps = new AtomicInteger();

    Sweeper.start("nothing", Duration.ofHours(1), PERIOD, sweeps::incrementAndGet).close();

    assertThat(sweeps).hasValue(0);
  }
}
