package io.voicepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voicepost.gateway.testphone.Call;
import io.voicepost.gateway.testphone.CannotCallException;
import io.voicepost.gateway.testphone.DialResult;
import io.voicepost.gateway.testphone.HangUp;
import io.voicepost.gateway.testphone.HeardPrompts;
import io.voicepost.gateway.testphone.KeyPress;
import io.voicepost.gateway.testphone.PlacesCalls;
import io.voicepost.gateway.testphone.RealAsterisk;
import io.voicepost.gateway.testphone.Speech;
import io.voicepost.gateway.testphone.TestPhone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What becomes of a call whose gateway dies under it, or is not there at all.
@PlacesCalls
final class GatewayDiesTest {
  @TempDir private Path folder;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void callsWhileTheGatewayIsDownArePostsOnceItIsBack() throws Exception {
    var speech = Speech.human(folder);
    try (var service = new Service(folder)) {
      add(service, "down", "+12025550501");
      var known = place(service, speech, "+12025550501", new HangUp.Never());
      var unknown = place(service, speech, "+12025550502", after());

      assertThat(known.join().answeredAfter().plus(known.join().spokeAt()))
          .isLessThan(Duration.ofSeconds(4));
      HeardPrompts.assertHeard(service.asterisk(), known.join(), "saved");
      unknown.join();
      service.startGateway();

      PhoneToPostTest.assertWhole(service.onlyPostOf("down"), speech);
      assertThat(service.settledSpool()).hasSize(2);
      assertThat(service.postsOn("/")).hasSize(1);
      assertThat(service.operate("held", "list").lines()).hasSize(1);
      assertThat(service.logs()).doesNotContain("202555");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void callsUnderWhichTheGatewayIsKilledArePostsOnceItIsBack() throws Exception {
    var speech = Speech.humanAtLength(folder);
    try (var service = new Service(folder)) {
      add(service, "presser", "+12025550503");
      add(service, "leaver", "+12025550504");
      service.startGateway();
      var pressed = press(service, speech, "+12025550503");
      var left = place(service, speech, "+12025550504", after());
      await().atMost(Duration.ofSeconds(60)).until(() -> recordings(service, 3) == 2);

      service.killGateway();

      HeardPrompts.assertHeard(service.asterisk(), pressed.join(), "saved");
      assertThat(pressed.join().byService()).isTrue();
      assertThat(left.join().byService()).isFalse();
      service.startGateway();

      PhoneToPostTest.assertWhole(service.onlyPostOf("presser"), speech);
      PhoneToPostTest.assertWhole(service.onlyPostOf("leaver"), speech);
      assertThat(service.settledSpool()).hasSize(2);
      assertThat(service.postsOn("/")).hasSize(2);
    }
  }

  /// The gateway dies when the message is safe and the caller has heard so, again and again at
  /// other moments of what follows: transcoding, storing, posting. There is one post in the end.
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void gatewayKilledRightAfterTheCallPublishesOnce() throws Exception {
    var speech = Speech.human(folder);
    try (var service = new Service(folder)) {
      add(service, "lasting", "+12025550505");
      service.startGateway();
      place(service, speech, "+12025550505", after()).join();
      for (int pause : new int[] {0, 200, 400}) {
        service.killGateway();
        service.startGateway();
        await().pollDelay(Duration.ofMillis(pause)).until(() -> true);
      }

      PhoneToPostTest.assertWhole(service.onlyPostOf("lasting"), speech);
      assertThat(service.settledSpool()).hasSize(1);
      assertThat(service.postsOn("/")).hasSize(1);
    }
  }

  private static void add(Service service, String handle, String number) {
    service.operate("account", "add", handle, "--name", "Caller", "--phone", number);
  }

  private static HangUp after() {
    return new HangUp.AfterSpeech(Duration.ofMillis(500));
  }

  /// How many messages have so many seconds of sound by now.
  private static long recordings(Service service, int seconds) throws IOException {
    long count = 0;
    for (var name : service.entries("recording")) {
      var audio = service.spool().resolve("recording").resolve(name).resolve("audio.wav");
      if (Files.exists(audio) && Files.size(audio) >= seconds * 16_000L) {
        count++;
      }
    }
    return count;
  }

  private static CompletableFuture<DialResult.Ended> press(
      Service service, Path speech, String from) {
    return place(
        call(service, speech, from).pressing(KeyPress.afterSpeech('#'), KeyPress.afterSpeech('1')));
  }

  private static CompletableFuture<DialResult.Ended> place(
      Service service, Path speech, String from, HangUp hangUp) {
    return place(call(service, speech, from).with(hangUp));
  }

  private static Call call(Service service, Path speech, String from) {
    return Call.of(speech, from, RealAsterisk.LINE, service.asterisk().sip());
  }

  private static CompletableFuture<DialResult.Ended> place(Call call) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return (DialResult.Ended) TestPhone.call(call);
          } catch (IOException | CannotCallException | InterruptedException e) {
            throw new CompletionException(e);
          }
        },
        Thread::startVirtualThread);
  }
}
