package io.voicepost.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;

import io.voicepost.storage.phone.FairUse;
import io.voicepost.storage.phone.LinePolicy;
import io.voicepost.storage.phone.LineSpeech;
import io.voicepost.storage.phone.LineStore;
import io.voicepost.storage.phone.OpeningHours;
import io.voicepost.storage.phone.ServiceLine;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

class LineDirectoryTest {
  private static final ServiceLine USUAL = line("8642", "Usual");

  @TempDir private Path folder;
  private Database database;
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private final Clock clock =
      InstantSource.offset(() -> now, Duration.ZERO).withZone(ZoneOffset.UTC);

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static ServiceLine line(String number, String name) {
    return new ServiceLine(
        number,
        name,
        "US",
        new LineSpeech("en", false, Optional.empty(), Optional.empty()),
        Duration.ofMinutes(3),
        Duration.ofSeconds(5),
        LinePolicy.USUAL,
        OpeningHours.ALWAYS,
        FairUse.USUAL);
  }

  @Test
  void usualLineIsWrittenDownOnceAndThenItsRowCounts() throws Exception {
    var lines = new LineDirectory(database.lines(), USUAL, clock);
    lines.begin();
    assertThat(database.lines().line("8642")).contains(USUAL);

    database.lines().change(line("8642", "Changed"));
    new LineDirectory(database.lines(), line("1", "Other"), clock).begin();

    assertThat(lines.of("8642")).isEqualTo(line("8642", "Changed"));
    assertThat(database.lines().list(Optional.empty(), 9)).hasSize(1);
  }

  @Test
  void numberWithoutARowHasTheUsualLine() {
    assertThat(new LineDirectory(database.lines(), USUAL, clock).of("1"))
        .isEqualTo(line("1", "Usual"));
  }

  @Test
  void changeCountsAfterSomeSecondsAndAtOnceWhenToldSo() throws Exception {
    var lines = new LineDirectory(database.lines(), USUAL, clock);
    database.lines().add(line("1", "First"));
    assertThat(lines.of("1").name()).isEqualTo("First");
    database.lines().change(line("1", "Second"));

    now = now.plus(LineDirectory.FRESH).minusMillis(1);
    assertThat(lines.of("1").name()).isEqualTo("First");
    now = now.plusMillis(1);
    assertThat(lines.of("1").name()).isEqualTo("Second");

    database.lines().remove("1");
    lines.forget();
    assertThat(lines.of("1").name()).isEqualTo("Usual");
  }

  @Test
  void databaseThatIsDownLeavesTheLineAsItWas() throws Exception {
    var store = Mockito.mock(LineStore.class);
    Mockito.when(store.line(any()))
        .thenReturn(Optional.of(line("1", "Known")))
        .thenThrow(new IOException("down"));
    var lines = new LineDirectory(store, USUAL, clock);
    assertThat(lines.of("1").name()).isEqualTo("Known");

    now = now.plusSeconds(3600);

    assertThat(lines.of("1").name()).isEqualTo("Known");
    assertThat(lines.of("2").name()).isEqualTo("Usual");
  }

  @Test
  void databaseThatIsSlowKeepsNobodyWaiting() throws Exception {
    var never = new CountDownLatch(1);
    var store = Mockito.mock(LineStore.class);
    Mockito.when(store.line(any()))
        .thenAnswer(_ -> {
          never.await();
          return Optional.of(line("1", "Late"));
        });

    assertThat(new LineDirectory(store, USUAL, clock).of("1").name()).isEqualTo("Usual");
  }
}
