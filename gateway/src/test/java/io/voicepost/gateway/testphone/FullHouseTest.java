package io.voicepost.gateway.testphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a carrier hears when there are as many calls as there may be.
@PlacesCalls
final class FullHouseTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void callBeyondTheLimitIsSentToTheNextNodeAndDisturbsNobody() throws Exception {
    var speech = Speech.human(folder);
    try (var asterisk =
            RealAsterisk.start(folder, RealAsterisk.freePort(), Map.of("VP_MAX_CALLS", "2"));
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = place(call(speech, "+12025550901", asterisk), callers);
      var second = place(call(speech, "+12025550902", asterisk), callers);
      await().until(() -> answered(asterisk) == 2);

      assertThat(TestPhone.call(call(speech, "+12025550903", asterisk)))
          .isInstanceOfSatisfying(
              DialResult.NotAnswered.class, it -> assertThat(it.status()).isEqualTo(503));

      assertThat(List.of(first.get(), second.get()))
          .allSatisfy(it -> assertThat(it).isInstanceOf(DialResult.Ended.class));
      AloneTest.ended(call(speech, "+12025550904", asterisk));
      var fallback = asterisk.spool().resolve("fallback");
      await().until(() -> AloneTest.Message.in(fallback).size() == 3);
      for (var message : AloneTest.Message.in(fallback)) {
        AloneTest.assertWhole(message.sound(), speech);
      }
    }
  }

  private static Call call(Path speech, String from, RealAsterisk asterisk) {
    return Call.of(speech, from, RealAsterisk.LINE, asterisk.sip());
  }

  private static Future<DialResult> place(Call call, ExecutorService callers) {
    return callers.submit(() -> TestPhone.call(call));
  }

  /// Of a call that Asterisk takes alone, this is written when it is answered.
  private static long answered(RealAsterisk asterisk) throws IOException {
    try (var files = Files.list(asterisk.spool().resolve("fallback"))) {
      return files.filter(it -> it.toString().endsWith(".call")).count();
    }
  }
}
