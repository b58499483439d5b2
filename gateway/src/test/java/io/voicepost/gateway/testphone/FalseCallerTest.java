package io.voicepost.gateway.testphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voicepost.gateway.agi.AgiConfig;
import io.voicepost.gateway.agi.FastAgiServer;
import io.voicepost.gateway.call.CallFlow;
import io.voicepost.gateway.call.Stage;
import io.voicepost.gateway.speech.RecordedPrompts;
import io.voicepost.gateway.spool.MessageAuthor;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Callers who write somebody else's address on their packets, and so never see the answer; and
/// those who send sound into somebody else's call.
@PlacesCalls
final class FalseCallerTest {
  private static final long FRAME = 20_000_000;
  private static final Duration TALK = Duration.ofSeconds(16);

  @TempDir private static Path folder;
  private static Stage stage;
  private static FastAgiServer edge;
  private static RealAsterisk asterisk;
  private static RealAsterisk alone;

  @BeforeAll
  static void start() throws Exception {
    stage = new Stage(Files.createDirectory(folder.resolve("gateway")));
    stage.faye();
    edge =
        FastAgiServer.start(
            new AgiConfig(0, RealAsterisk.AGI_SECRET, 9, Duration.ofSeconds(1)),
            new CallFlow(stage.parts(), Clock.systemUTC())::run,
            new RecordedPrompts(folder.resolve("prompts")),
            new SimpleMeterRegistry());
    asterisk = RealAsterisk.start(Files.createDirectory(folder.resolve("a")), edge.port());
    alone = RealAsterisk.start(Files.createDirectory(folder.resolve("b")), RealAsterisk.freePort());
  }

  @AfterAll
  static void stop() throws Exception {
    asterisk.close();
    alone.close();
    edge.close();
    stage.close();
  }

  /// What the others are measured by.
  @Test
  void whoAcknowledgesAndSpeaksIsHeard() throws Exception {
    try (var call = new RawCall(asterisk, true)) {
      call.talk(call.own, TALK);
      call.bye();
    }

    var taken = stage.spool().take(Duration.ofSeconds(20)).orElseThrow();
    assertThat(taken.facts().author()).isInstanceOf(MessageAuthor.Member.class);
  }

  @Test
  void whoNeverAcknowledgesIsNobody() throws Exception {
    try (var call = new RawCall(asterisk, false)) {
      call.talk(call.own, TALK);
      call.bye();
    }

    assertNothingOfFaye();
  }

  @Test
  void soundFromElsewhereIsNotTheCallers() throws Exception {
    try (var call = new RawCall(asterisk, true);
        var elsewhere = new RtpSession(InetAddress.getLoopbackAddress(), Codec.PCMU)) {
      elsewhere.connect(call.target);
      call.talk(elsewhere, TALK);
      call.bye();
    }

    assertNothingOfFaye();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void soundFromElsewhereIsNotTheCallersWhileTheGatewayIsAway() throws Exception {
    try (var call = new RawCall(alone, true);
        var elsewhere = new RtpSession(InetAddress.getLoopbackAddress(), Codec.PCMU)) {
      elsewhere.connect(call.target);
      call.talk(elsewhere, TALK);
      call.bye();
    }
    await().atMost(Duration.ofSeconds(90)).until(() -> channels(alone) == 0);

    assertThat(AloneTest.Message.in(alone.spool().resolve("fallback")))
        .extracting(AloneTest.Message::caller)
        .doesNotContain(Stage.FAYE);
  }

  /// Asterisk gives it up after 64 s.
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoNeverAcknowledgesIsNobodyWhileTheGatewayIsAway() throws Exception {
    try (var call = new RawCall(alone, false)) {
      call.talk(call.own, TALK);
      call.listenUntil(() -> channels(alone) == 0, Duration.ofSeconds(90));
    }

    assertThat(AloneTest.Message.in(alone.spool().resolve("fallback")))
        .extracting(AloneTest.Message::caller)
        .containsOnly("");
  }

  private static long channels(RealAsterisk asterisk) {
    try {
      return asterisk.ask("core show channels concise").lines().filter(it -> !it.isBlank()).count();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertNothingOfFaye() throws Exception {
    await().until(() -> channels(asterisk) == 0);
    var taken = stage.spool().take(Duration.ofSeconds(2));
    assertThat(
            taken.map(it -> it.facts().author()).orElse(new MessageAuthor.Nobody(Optional.empty())))
        .isEqualTo(new MessageAuthor.Nobody(Optional.empty()));
  }

  /// A call of Faye's number, by hand.
  private static final class RawCall implements AutoCloseable {
    private final RtpSession own = new RtpSession(InetAddress.getLoopbackAddress(), Codec.PCMU);
    private final DatagramSocket signalling =
        new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final InetSocketAddress service;
    private final SipRequests requests;
    private final SipMessage answer;
    private final InetSocketAddress target;

    RawCall(RealAsterisk asterisk, boolean acknowledges) throws IOException {
      service = asterisk.sip();
      var invite = InviteHeaders.of(Optional.of(Stage.FAYE), RealAsterisk.LINE, service);
      requests = new SipRequests(invite, (InetSocketAddress) signalling.getLocalSocketAddress());
      signalling.setSoTimeout(10_000);
      send(
          requests.invite(
              SessionDescription.offer(
                  own.local(), new Call.Device(Codec.PCMU, DtmfMode.RFC4733))));
      answer = answered();
      target = SessionDescription.target(answer.body(), Codec.PCMU);
      own.connect(target);
      if (acknowledges) {
        send(requests.inDialog("ACK", 1, answer));
      }
    }

    private SipMessage answered() throws IOException {
      var packet = new DatagramPacket(new byte[65_536], 65_536);
      while (true) {
        signalling.receive(packet);
        var message = SipMessage.parse(packet.getData(), packet.getLength());
        if (message.filter(it -> it.status() == 200).isPresent()) {
          return message.get();
        }
      }
    }

    private void send(SipMessage message) throws IOException {
      byte[] bytes = message.bytes();
      signalling.send(new DatagramPacket(bytes, bytes.length, service));
    }

    /// Sends noise as loud as speech.
    void talk(RtpSession from, Duration length) throws IOException {
      var random = new Random(11);
      byte[] frame = new byte[160];
      long next = System.nanoTime();
      for (long frames = length.toNanos() / FRAME; frames > 0; frames--) {
        random.nextBytes(frame);
        from.send(frame);
        next += FRAME;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }

    /// Sends silence until something is so.
    void listenUntil(BooleanSupplier isSo, Duration atMost) throws IOException {
      byte[] silence = new byte[160];
      Arrays.fill(silence, (byte) 0xff);
      long end = System.nanoTime() + atMost.toNanos();
      for (int frame = 1; System.nanoTime() < end; frame++) {
        own.send(silence);
        LockSupport.parkNanos(FRAME);
        if (frame % 50 == 0 && isSo.getAsBoolean()) {
          return;
        }
      }
      throw new AssertionError("it goes on");
    }

    void bye() throws IOException {
      send(requests.inDialog("BYE", 2, answer));
    }

    @Override
    public void close() throws IOException {
      own.close();
      signalling.close();
    }
  }
}
