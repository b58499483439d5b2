package io.voicepost.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What those who share a database hear of each other, on every database.
interface NodeChannelContract {
  Database database();

  DatabaseConfig config();

  /// Remembers what it heard.
  final class Hearing implements NodeChannel.Receiver {
    final List<String> heard = new CopyOnWriteArrayList<>();
    final AtomicInteger missed = new AtomicInteger();

    @Override
    public void hear(String text) {
      heard.add(text);
    }

    @Override
    public void missed() {
      missed.incrementAndGet();
    }

    /// From here on it hears everything.
    NodeChannel.ReceiverRegistration at(NodeChannel channel) {
      var registration = channel.listen(this);
      await().until(() -> missed.get() == 1);
      return registration;
    }
  }

  @Test
  default void othersHearInOrderWhatOneSays() throws Exception {
    var texts = IntStream.range(0, 3_000).mapToObj(it -> "posted " + it).toList();
    var hearing = new Hearing();
    try (var other = Database.open(config());
        var there = other.nodes();
        var here = database().nodes();
        var _ = hearing.at(here)) {
      texts.forEach(there::send);

      await().until(() -> hearing.heard.size() >= texts.size());
      assertThat(hearing.heard).isEqualTo(texts);
      assertThat(hearing.missed).hasValue(1);
    }
  }

  @Test
  default void nobodyHearsThemselves() throws Exception {
    var hearing = new Hearing();
    try (var there = database().nodes();
        var here = database().nodes();
        var _ = hearing.at(here)) {
      here.send("own");
      await().until(() -> Raw.query(config(), "select * from node_message").isEmpty());
      there.send("other");

      await().until(() -> hearing.heard.contains("other"));
      assertThat(hearing.heard).containsExactly("other");
    }
  }

  @Test
  default void closingSendsWhatWaits() throws Exception {
    var hearing = new Hearing();
    try (var here = database().nodes();
        var _ = hearing.at(here)) {
      try (var command = database().nodes()) {
        command.send("deleted 7");
      }

      await().until(() -> hearing.heard.contains("deleted 7"));
    }
  }

  @Test
  default void moreThanCanWaitIsToldToBeLost() throws Exception {
    var hearing = new Hearing();
    try (var there = database().nodes();
        var here = database().nodes();
        var _ = hearing.at(here)) {
      var text = "x".repeat(400);
      for (int i = 0; i < 100_000; i++) {
        there.send(text);
      }
      there.send("last");

      await().untilAsserted(() -> assertThat(hearing.missed.get()).isGreaterThan(1));
    }
  }

  @Test
  default void onlyShortLinesAreSent() {
    try (var channel = database().nodes()) {
      for (var text : List.of("", "!", "two\nlines", "x".repeat(401), "\u4f60")) {
        assertThatIllegalArgumentException().isThrownBy(() -> channel.send(text));
      }
    }
  }
}
