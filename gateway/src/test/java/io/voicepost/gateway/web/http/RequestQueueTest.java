package io.voicepost.gateway.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class RequestQueueTest {
  private final Queue<Runnable> started = new ArrayDeque<>();
  private final RequestQueue queue = new RequestQueue(started::add);

  @Test
  void ofThoseWhoWaitComesFirstWhoAskedLeast() {
    var order = new ArrayList<String>();
    int atOnce = 0;
    while (started.size() == atOnce) {
      var _ = queue.take(9, () -> order.add("busy"), () -> order.add("refused"));
      atOnce++;
    }
    atOnce--;
    var _ = queue.take(100, () -> order.add("often"), () -> order.add("refused"));
    var _ = queue.take(1, () -> order.add("seldom"), () -> order.add("refused"));

    while (!started.isEmpty()) {
      started.remove().run();
    }

    assertThat(atOnce).isGreaterThanOrEqualTo(8);
    assertThat(order.subList(atOnce, order.size())).containsExactly("seldom", "busy", "often");
  }

  @Test
  void whereTooManyWaitWhoAskedMostIsRefused() {
    var all = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < 2_500; i++) {
      int asked = i;
      all.add(queue.take(asked, () -> "served", () -> "refused"));
    }
    var seldom = queue.take(0, () -> "served", () -> "refused");
    while (!started.isEmpty()) {
      started.remove().run();
    }

    assertThat(seldom).isCompletedWithValue("served");
    assertThat(all.getFirst()).isCompletedWithValue("served");
    assertThat(all.getLast()).isCompletedWithValue("refused");
    assertThat(all).allMatch(CompletableFuture::isDone);
  }

  @Test
  void workThatFailsGivesItsTurnBack() {
    var failed =
        queue.take(
            1,
            () -> {
              throw new IllegalStateException("a bug");
            },
            () -> "refused");
    started.remove().run();

    assertThat(failed).isCompletedExceptionally();
    for (int i = 0; i < 100; i++) {
      var next = queue.take(1, () -> "served", () -> "refused");
      started.remove().run();
      assertThat(next).isCompletedWithValue("served");
    }
  }
}
