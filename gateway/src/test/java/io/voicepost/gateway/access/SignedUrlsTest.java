package io.voicepost.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SignedUrlsTest {
  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
  private static final RecordingId RECORDING = RecordingId.at(NOON);
  private static final AccountId FAN = new AccountId(7);

  private static SignedUrls at(Instant now, int secret) {
    var bytes = new byte[32];
    bytes[0] = (byte) secret;
    return new SignedUrls(new Pepper(bytes), Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Map<String, String> parts(String query) {
    var parts = new HashMap<String, String>();
    Arrays.stream(query.split("&", -1))
        .map(it -> it.split("=", 2))
        .forEach(it -> parts.put(it[0], it[1]));
    return parts;
  }

  @Test
  void addressIsGoodForAnHourAtMostAndHalfOfThatAtLeast() {
    for (var made : new Instant[] {NOON, NOON.plusSeconds(1799), NOON.plusSeconds(1800)}) {
      var query = parts(at(made, 1).query(RECORDING, FAN));
      var half = SignedUrls.LIFE.dividedBy(2);

      assertThat(at(made, 1).viewer(RECORDING, query)).contains(FAN);
      assertThat(at(made.plus(half), 1).viewer(RECORDING, query)).contains(FAN);
      assertThat(at(made.plus(SignedUrls.LIFE), 1).viewer(RECORDING, query)).isEmpty();
    }
    assertThat(at(NOON, 1).query(RECORDING, FAN))
        .isEqualTo(at(NOON.plusSeconds(1799), 1).query(RECORDING, FAN));
  }

  @Test
  void addressIsForOneRecordingOneViewerAndOneSecret() {
    var query = parts(at(NOON, 1).query(RECORDING, FAN));

    assertThat(at(NOON, 2).viewer(RECORDING, query)).isEmpty();
    assertThat(at(NOON, 1).viewer(RecordingId.at(NOON), query)).isEmpty();
    for (var part : query.keySet()) {
      for (var other : new String[] {"", "8", "99999999999999999999", "-1", "x"}) {
        var forged = new HashMap<>(query);
        forged.put(part, other);
        assertThat(at(NOON, 1).viewer(RECORDING, forged)).as(part + "=" + other).isEmpty();
      }
    }
    assertThat(at(NOON.minus(Duration.ofDays(1)), 1).viewer(RECORDING, Map.of())).isEmpty();
  }
}
