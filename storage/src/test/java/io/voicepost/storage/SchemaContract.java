package io.voicepost.storage;

import static io.voicepost.storage.Samples.NOON;
import static io.voicepost.storage.Samples.voice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the tables themselves hold to, on every database.
interface SchemaContract {
  PostStore posts();

  AccountStore accounts();

  DatabaseConfig config();

  /// How the database would answer `sql`, in its own words.
  String plan(String sql) throws SQLException;

  @Test
  default void deletedRowKeepsNothingButTheRecordingId() throws Exception {
    Account faye = accounts().create(new Handle("faye"), "Faye Wong");
    var posted = RecordingId.at(NOON);
    var held = RecordingId.at(NOON.plusSeconds(1));
    posts().publish(posted, faye.id(), voice(posted), NOON);
    posts().hold(held, Optional.of(Samples.phone(1)), voice(held), NOON);

    posts().delete(posted);
    posts().delete(held);

    String nothing = "null";
    assertThat(
            Raw.query(
                config(),
                "select recording_id, state, id, account_id, phone_key, sealed_number,"
                    + " duration_ms, peaks, renditions, posted_at, held_at from post order by recording_id"))
        .containsExactly(
            tombstone(posted.toString(), nothing), tombstone(held.toString(), nothing));
  }

  private static List<String> tombstone(String recording, String n) {
    return List.of(recording, "deleted", n, n, n, n, n, n, n, n, n);
  }

  @Test
  default void givenMessageForgetsThePhoneItCameFrom() throws Exception {
    Account faye = accounts().create(new Handle("faye"), "Faye Wong");
    var held = RecordingId.at(NOON);
    posts().hold(held, Optional.of(Samples.phone(1)), voice(held), NOON);

    posts().give(held, faye.id(), NOON);

    assertThat(Raw.query(config(), "select phone_key, sealed_number from post"))
        .containsExactly(List.of("null", "null"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into post (recording_id, state) values ('r', 'posted')",
        "insert into post (recording_id, state) values ('r', 'lost')",
        "insert into post (recording_id, state, peaks) values ('r', 'deleted', '1')",
        "insert into post (recording_id, state, duration_ms, peaks, renditions, held_at, phone_key)"
            + " values ('r', 'held', 1, '1', 'k', 1, 'key without number')",
        "insert into post (recording_id, state, duration_ms, peaks, renditions, held_at)"
            + " values ('r', 'held', 0, '1', 'k', 1)",
        "insert into post (recording_id, state, duration_ms, peaks, held_at)"
            + " values ('r', 'held', 1, '1', 1)",
        "insert into post (recording_id, state, id, account_id, duration_ms, peaks, renditions,"
            + " posted_at) values ('r', 'posted', 1, 1, 1, '1', 'k', 1)"
      })
  default void halfARowIsRefused(String sql) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> Raw.execute(config(), sql))
        .withMessageMatching("(?is).*constraint.*");
  }

  @Test
  default void everyPageReadsItsIndexAndNoWholeTable() throws Exception {
    fill();

    readsOnly("post_public", PostRows.posts("p.id < 9223372036854775807", "p.id desc"));
    readsOnly("post_public", PostRows.posts("p.id > 65536", "p.id"));
    readsOnly(
        "post_by_account",
        PostRows.posts("p.account_id = 7 and p.id < 9223372036854775807", "p.id desc"));
    readsOnly("post_held", PostRows.held("recording_id > ''"));
  }

  private void readsOnly(String index, String sql) throws SQLException {
    assertThat(plan(sql.replace(":limit", "20")))
        .contains(index)
        .doesNotContainPattern("Seq Scan on post")
        .doesNotContainPattern("SCAN (p|post)\\b(?! USING INDEX " + index + ")");
  }

  /// 500 accounts, 16,000 posts and 4,000 held messages, enough for a planner to think about.
  private void fill() throws SQLException {
    String numbers =
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000) ";
    Raw.execute(
        config(),
        "insert into account (id, handle, display_name, created_at) "
            + numbers
            + "select i, 'a' || i, 'Account', 1 from n where i <= 500",
        "insert into post"
            + " (recording_id, state, id, account_id, duration_ms, peaks, renditions, posted_at) "
            + numbers
            + "select 'r' || i, 'posted', i * 65536, i % 500 + 1, 1000, '1', 'k', i from n"
            + " where i <= 16000",
        "insert into post (recording_id, state, duration_ms, peaks, renditions, held_at) "
            + numbers
            + "select 'r' || i, 'held', 1000, '1', 'k', i from n where i > 16000",
        "analyze");
  }
}
