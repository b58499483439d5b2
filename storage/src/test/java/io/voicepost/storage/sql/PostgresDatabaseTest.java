package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static io.voicepost.storage.Samples.voice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.NewPost;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class PostgresDatabaseTest implements MigrationContract {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final AtomicInteger EMPTY = new AtomicInteger();

  @TempDir private static Path folder;
  private static Postgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = Postgres.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Test
  void aServerThatWentAwayPassesAndComesBack() throws Exception {
    try (var database = Database.open(postgres.config(SHORT))) {
      PostStore posts = database.posts();
      Account faye = database.accounts().create(new Handle("away"), "Faye Wong");
      var before = RecordingId.at(NOON);
      Post post =
          posts
              .publish(NewPost.spoken(faye.id(), voice(before), Visibility.PUBLIC, NOON))
              .orElseThrow();

      postgres.stop();
      var during = RecordingId.at(NOON.plusSeconds(1));
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() ->
                posts.publish(NewPost.spoken(faye.id(), voice(during), Visibility.PUBLIC, NOON)))
            .withMessageStartingWith("the database does not answer")
            .withMessageNotContaining("\n");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> posts.byId(post.id()));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> posts.discard(before));
        assertThatExceptionOfType(IOException.class).isThrownBy(database::check);
      }

      postgres.startAgain();
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreException(IOException.class)
          .until(() ->
              posts
                  .publish(NewPost.spoken(faye.id(), voice(during), Visibility.PUBLIC, NOON))
                  .isPresent());
      assertThat(posts.byId(post.id())).contains(post);
    }
  }

  @Test
  void aTableThatStaysLockedPasses() throws Exception {
    try (var database = Database.open(postgres.config(SHORT))) {
      try (var other = Raw.connect(postgres.config());
          var statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("lock table account");

        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> database.accounts().create(new Handle("locked"), "Faye Wong"));
      }
      // Not even later.
      assertThat(database.accounts().byHandle(new Handle("locked"))).isEmpty();
      assertThat(database.accounts().create(new Handle("locked"), "Faye Wong")).isNotNull();
    }
  }

  @Test
  void manyNodesStartAtOnceOnAnEmptyDatabase() throws Exception {
    Raw.execute(postgres.config(), "create database fresh");
    DatabaseConfig fresh = withUrl(postgres.config().url().replace("/postgres", "/fresh"));

    List<Boolean> opened =
        Parallel.run(
            4,
            _ -> {
              try (var database = Database.open(fresh)) {
                database.check();
                return true;
              }
            });

    assertThat(opened).containsOnly(true);
  }

  @Test
  void aServerThatIsNotThereIsRefusedInOneLine() throws Exception {
    // Bound and not listening: nobody else gets the port.
    try (var bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = bound.getLocalPort();

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() ->
              Database.open(
                  withUrl("jdbc:postgresql://127.0.0.1:" + port + "/x?password=inTheUrl")))
          .withMessageStartingWith(
              "cannot open the database jdbc:postgresql://127.0.0.1:" + port + "/x: ")
          .withMessageEndingWith("; does PostgreSQL run there, and can it be reached?")
          .withMessageNotContainingAny("topSecret", "inTheUrl", "\n");
    }
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aServerThatSaysNothingIsRefusedInTime() throws Exception {
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() ->
              Database.open(withUrl("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x")))
          .withMessageStartingWith("cannot open the database");
    }
  }

  @Test
  void unknownUserAndDatabaseAreToldApart() {
    String url = postgres.config().url();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Database.open(withUrl(url.replace("/postgres", "/nowhere"))))
        .withMessageEndingWith("; create it, or correct its name");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Database.open(new DatabaseConfig(url, "nobody", "topSecret", 1, SHORT)))
        .withMessageEndingWith("; are user and password right?")
        .withMessageNotContaining("topSecret");
  }

  @Test
  void theConfigNeverSaysItsPassword() {
    assertThat(withUrl("jdbc:postgresql://host/x?password=inTheUrl").toString())
        .contains("jdbc:postgresql://host/x")
        .doesNotContain("topSecret", "inTheUrl");
  }

  @Test
  void aTimelineIsAnsweredWhileSomebodyWrites() throws Exception {
    try (var database = Database.open(postgres.config(SHORT));
        var other = Raw.connect(postgres.config());
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("update post set posted_at = posted_at");

      assertThat(database.timelines().publicTimeline(Optional.empty(), Page.first(10))).isNotNull();
    }
  }

  @Override
  public DatabaseConfig emptyDatabase() throws Exception {
    var name = "empty_" + EMPTY.incrementAndGet();
    Raw.execute(postgres.config(), "create database " + name);
    return withUrl(postgres.config().url().replace("/postgres", "/" + name));
  }

  private static DatabaseConfig withUrl(String url) {
    return new DatabaseConfig(url, "postgres", "topSecret", 2, SHORT);
  }
}
