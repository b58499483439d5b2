package io.voicepost.gateway.agi;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voicepost.gateway.Sound;
import io.voicepost.gateway.call.Conversation;
import io.voicepost.gateway.call.Line;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.storage.Database;
import io.voicepost.storage.DatabaseConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgiEdgeTest {
  private static final Line LINE =
      new Line("8642", "US", Locale.ENGLISH, Duration.ofMinutes(3), Duration.ofSeconds(5));
  private static final byte[] VOICE = Sound.voice(8000, Duration.ofSeconds(2));

  @TempDir Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Database database;
  private Spool spool;
  private AgiEdge edge;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    spool = Spool.open(folder.resolve("spool"), Clock.systemUTC());
    var directory = new CallerDirectory(database.accounts(), new PhoneVault(new byte[32]));
    var conversation = new Conversation(directory, spool, Clock.systemUTC());
    var config = new AgiConfig(0, FakeAsterisk.SECRET, LINE, 400, Duration.ofSeconds(1));
    edge = AgiEdge.start(config, conversation, meters);
  }

  @AfterEach
  void close() throws Exception {
    edge.close();
    spool.close();
    database.close();
  }

  @Test
  void aCallIsAnsweredRecordedAndSettled() throws Exception {
    try (var asterisk = new FakeAsterisk(edge.port()).calls("+12025550142")) {
      var commands = asterisk.serve(VOICE);
      assertThat(commands).contains("ANSWER");
    }
    assertThat(spool.backlog()).isEqualTo(1);
  }
}
