package io.voicepost.gateway.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.gateway.ClosedPort;
import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AmiSessionTest {
  @Test
  void aKeyIsPressedOnTheCallersChannel() throws Exception {
    try (var asterisk = new FakeManager(_ -> {});
        var session = listening(asterisk)) {
      session.press(FakeManager.CHANNEL, DtmfBuffer.STOP);

      assertThat(asterisk.actions())
          .containsExactly(
              "Action: Login Username: voicepost Secret: s3cret Events: dtmf",
              "Action: PlayDTMF Channel: PJSIP/trunk-00000001 Digit: F Receive: true");
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
  void whoeverDoesNotLetUsInIsNoSession(String reply) throws Exception {
    try (var asterisk =
        new FakeManager(_ -> {})
            .replies(reply.replace("lines without end", "x: y\r\n".repeat(80)))) {
      assertThatThrownBy(() -> AmiSession.login(asterisk.port(), "s3cret"))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void whereThereIsNoAsteriskThereIsNoSession() throws Exception {
    try (var closed = new ClosedPort()) {
      assertThatThrownBy(() -> AmiSession.login(closed.number(), "s3cret"))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aKeyThatIsRefusedIsTold() throws Exception {
    try (var asterisk = new FakeManager(_ -> {});
        var session = listening(asterisk)) {
      asterisk.replies("Response: Error\r\nMessage: Channel not found.\r\n\r\n");

      assertThatThrownBy(() -> session.press(FakeManager.CHANNEL, DtmfBuffer.STOP))
          .isInstanceOf(IOException.class);
    }
  }

  private static AmiSession listening(FakeManager asterisk) throws IOException {
    var session = AmiSession.login(asterisk.port(), "s3cret");
    Consumer<Object> nobody = _ -> {};
    Thread.ofVirtual()
        .start(() -> {
          try {
            session.listen(nobody::accept);
          } catch (IOException closed) {
            return;
          }
        });
    return session;
  }
}
