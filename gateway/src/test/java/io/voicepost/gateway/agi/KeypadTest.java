package io.voicepost.gateway.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.gateway.telephone.RealAsterisk;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class KeypadTest {
  @Test
  void aKeyIsPressedOnTheCallersChannel() throws Exception {
    try (var asterisk = new FakeManager(_ -> {});
        var keypad = Keypad.open(asterisk.port(), "s3cret", "PJSIP/trunk-00000001").orElseThrow()) {
      keypad.press('#');

      assertThat(asterisk.actions())
          .containsExactly(
              "Action: Login Username: voicepost Secret: s3cret Events: off",
              "Action: PlayDTMF Channel: PJSIP/trunk-00000001 Digit: # Receive: true");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Response: Error\r\nMessage: Authentication failed\r\n\r\n",
        "\r\n",
        "lines without end",
        "Response: Success and no end of it",
      })
  void whoeverDoesNotLetUsInGivesNoKeypad(String reply) throws Exception {
    try (var asterisk =
        new FakeManager(_ -> {})
            .replies(reply.replace("lines without end", "x: y\r\n".repeat(40)))) {
      assertThat(Keypad.open(asterisk.port(), "s3cret", "PJSIP/trunk-00000001")).isEmpty();
    }
  }

  @Test
  void whereThereIsNoAsteriskThereIsNoKeypad() throws Exception {
    // A port that was listened to before is the system's to give to the next who asks.
    var nobodys = RealAsterisk.freePort();

    assertThat(Keypad.open(nobodys, "s3cret", "PJSIP/trunk-00000001")).isEmpty();
  }

  @Test
  void aKeyThatIsRefusedIsTold() throws Exception {
    try (var asterisk = new FakeManager(_ -> {});
        var keypad = Keypad.open(asterisk.port(), "s3cret", "PJSIP/trunk-00000001").orElseThrow()) {
      asterisk.replies("Response: Error\r\nMessage: Channel not found.\r\n\r\n");

      assertThatThrownBy(() -> keypad.press('#')).isInstanceOf(IOException.class);
    }
  }
}
