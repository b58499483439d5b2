package io.voicepost.gateway.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HepPacketTest {
  private static final byte[] ACK =
      FakeAsterisk.capture("secret", "PJSIP/trunk-1", "ACK sip:1@h SIP/2.0\r\nCall-ID: 7\r\n\r\n");

  @Test
  void aPacketIsReadChunkByChunk() {
    var packet = HepPacket.read(ByteBuffer.wrap(ACK)).orElseThrow();

    assertThat(packet.call()).isEqualTo("PJSIP/trunk-1");
    assertThat(packet.isFrom("secret")).isTrue();
    assertThat(packet.isFrom("secrets")).isFalse();
    assertThat(packet.isAcknowledgement()).isTrue();
    assertThat(packet).hasToString("HepPacket[call=PJSIP/trunk-1]");
  }

  @Test
  void aPacketThatIsCutIsNone() {
    for (int length = 7; length < ACK.length; length++) {
      var cut = HepPacket.read(ByteBuffer.wrap(Arrays.copyOf(ACK, length)));
      assertThat(cut.filter(HepPacket::isAcknowledgement)).isEmpty();
    }
  }

  @Test
  void noBytesWhateverBreakTheReader() {
    var random = new Random(25);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = ACK.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      HepPacket.read(ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1)))
          .ifPresent(it -> assertThat(it.message().length()).isLessThan(bytes.length));
    }
  }
}
