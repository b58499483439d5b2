package io.voicepost.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voicepost.storage.AccountCounts;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Samples;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.HeldMessage;
import io.voicepost.storage.post.NewPost;
import io.voicepost.storage.post.PostCounts;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// What was written by an older version is there in the newer one, on every database.
interface MigrationContract {
  /// A database without tables.
  DatabaseConfig emptyDatabase() throws Exception;

  private static void migrate(DatabaseConfig config, String target) {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(config.url(), config.user(), config.password())
        .locations("classpath:db/migration")
        .placeholders(Map.of("bytewise", Dialect.of(config.url()).bytewise()))
        .target(target)
        .load()
        .migrate();
  }

  @Test
  default void aCommandLeavesOlderTablesAsTheyAre() throws Exception {
    var config = emptyDatabase();
    migrate(config, "1");
    var before = Raw.query(config, "select version from flyway_schema_history");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Database.attach(config))
        .withMessageContaining("older version")
        .withMessageContaining("start the gateway")
        .withMessageNotContaining("\n");

    assertThat(Raw.query(config, "select version from flyway_schema_history")).isEqualTo(before);
    Database.open(config).close();
    try (var attached = Database.attach(config)) {
      attached.check();
    }
  }

  @Test
  default void aCommandMakesTheTablesOfAnEmptyDatabase() throws Exception {
    try (var database = Database.attach(emptyDatabase())) {
      assertThat(database.accounts().list(Optional.empty(), 1)).isEmpty();
    }
  }

  @Test
  default void recordingsOfTheFirstVersionAreKept() throws Exception {
    var config = emptyDatabase();
    migrate(config, "1");
    var posted = RecordingId.at(Samples.NOON);
    var held = RecordingId.at(Samples.NOON.plusSeconds(1));
    var deleted = RecordingId.at(Samples.NOON.plusSeconds(2));
    var renditions = RowMappers.renditions(Samples.voice(posted));
    Raw.execute(
        config,
        "insert into account (id, handle, display_name, created_at) values (7, 'faye', 'F. Wong', 1)",
        """
        insert into post (recording_id, state, id, account_id, duration_ms, peaks, renditions,
          posted_at) values ('%s', 'posted', 65536, 7, 61234, '0,7,100,42', '%s', 5)\
        """
            .formatted(posted, renditions),
        """
        insert into post (recording_id, state, duration_ms, peaks, renditions, held_at)
        values ('%s', 'held', 1000, '1', '%s', 6)\
        """
            .formatted(held, renditions),
        "insert into post (recording_id, state) values ('%s', 'deleted')".formatted(deleted));

    try (var database = Database.open(config)) {
      var post = database.posts().byRecording(posted).orElseThrow();
      assertThat(post.id()).isEqualTo(new PostId(65_536));
      assertThat(post.voice()).contains(Samples.voice(posted));
      assertThat(post.postedAt()).isEqualTo(Instant.ofEpochMilli(5));
      assertThat(post.visibility()).isEqualTo(Visibility.PUBLIC);
      assertThat(database.timelines().publicTimeline(Optional.empty(), Page.first(5)))
          .containsExactly(post);
      assertThat(database.posts().counts(List.of(post.id())))
          .containsEntry(post.id(), PostCounts.NONE);
      assertThat(database.accounts().counts(List.of(post.author().id())))
          .containsEntry(
              post.author().id(), new AccountCounts(1, 0, 0, Optional.of(Instant.ofEpochMilli(5))));
      assertThat(database.accounts().search("wong", 5)).containsExactly(post.author());
      assertThat(database.posts().held(Optional.empty(), 5))
          .extracting(HeldMessage::recording)
          .containsExactly(held);
      var late =
          NewPost.spoken(
              post.author().id(), Samples.voice(deleted), Visibility.PUBLIC, Samples.NOON);
      assertThat(database.posts().publish(late)).isEmpty();
    }
  }
}
