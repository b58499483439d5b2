package io.voicepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.testphone.PlacesCalls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sweep in long strides; `./voicepost sweep` is the whole of it.
@PlacesCalls
final class HangUpSweepTest {
  @TempDir private Path folder;

  @Test
  void whereverCallersHangUpTheirMessageIsWhereTheRuleSaysAndNothingElseIsLeft() throws Exception {
    var conversations = List.of(SweptConversation.values());
    var plan = new HangUpSweep.Plan(conversations, Duration.ofSeconds(4), 48);

    var report = HangUpSweep.run(folder, plan, _ -> {});

    assertThat(report.violations()).as(report.toString()).isEmpty();
    // Or it would have swept over nothing.
    for (var kind : Left.Kind.values()) {
      assertThat(report.count(kind)).as("%s", kind).isPositive();
    }
  }
}
