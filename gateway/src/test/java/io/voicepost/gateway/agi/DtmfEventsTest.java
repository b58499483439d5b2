package io.voicepost.gateway.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DtmfEventsTest {
  /// `v` before a key: it goes down; `^`: it comes up; a number in brackets: so many milliseconds
  /// pass. Between two events there are always 20 ms.
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "down and up                                 | v1^1v2^2v2^2             | 122",
        "only up, by INFO                            | ^1^2^2^2                 | 1222",
        "held for a minute                           | v5(60000)^5v5^5          | 55",
        "told again when it was put off              | v1^1v2^2v3^3^2^3         | 123",
        "told again after the next of its kind       | v5^5v5^5^5^5             | 55",
        "told again before the next of its kind is up | v5^5v5^5v5^5^5^5        | 555",
        "only up, first packets lost                 | v1^1^2v3^3               | 123",
        "only up, long after it was down             | v5^5(6000)^5             | 55",
        "in the sound, then by INFO                  | v5^5^5v6^6^6             | 56",
        "by INFO, then in the sound                  | ^5v5^5(500)^6v6^6        | 56",
        "by INFO twice, then twice in the sound      | ^5v5^5(200)^5v5^5        | 55",
      })
  void everyPressCountsOnce(String what, String events, String pressed) {
    var presses = new DtmfEvents();
    var text = new StringBuilder();
    long now = 0;
    for (int i = 0; i < events.length(); i++) {
      switch (events.charAt(i)) {
        case 'v' -> presses.down(events.charAt(++i), now);
        case '^' -> {
          if (presses.up(events.charAt(++i), now)) {
            text.append(events.charAt(i));
          }
        }
        default -> {
          int end = events.indexOf(')', i);
          now += Duration.ofMillis(Long.parseLong(events.substring(i + 1, end))).toNanos();
          i = end;
        }
      }
      now += Duration.ofMillis(20).toNanos();
    }

    assertThat(text).as(what).hasToString(pressed);
  }
}
