package io.voicepost.gateway.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DtmfBufferTest {
  @Test
  void keysAreTakenInTheirOrder() throws Exception {
    try (var asterisk = new FakeManager(_ -> {});
        var client = AmiClient.start(asterisk.port(), "s3cret");
        var keys = client.keypad(FakeManager.CHANNEL)) {
      await().until(() -> asterisk.sessions() == 1);
      asterisk.tells("12#*D");

      assertThat(taken(keys, 4)).isEqualTo("12#*");
      assertThat(keys.next()).isEmpty();
    }
  }

  @Test
  void keysOfAnotherCallAreNotHeard() throws Exception {
    try (var asterisk = new FakeManager(_ -> {});
        var client = AmiClient.start(asterisk.port(), "s3cret");
        var keys = client.keypad(FakeManager.CHANNEL);
        var other = client.keypad("PJSIP/trunk-00000002")) {
      await().until(() -> asterisk.sessions() == 1);
      asterisk.tells("1");

      assertThat(taken(keys, 1)).isEqualTo("1");
      assertThat(other.next()).isEmpty();
    }
  }

  private static String taken(DtmfBuffer keys, int count) {
    var text = new StringBuilder();
    await()
        .until(() -> {
          keys.next().ifPresent(text::append);
          return text.length() == count;
        });
    return text.toString();
  }
}
