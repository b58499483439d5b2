package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static io.voicepost.storage.Samples.voice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Samples;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.NewPost;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.TimelineStore;
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
    var post =
        posts()
            .publish(NewPost.spoken(faye.id(), voice(posted), Visibility.PUBLIC, NOON))
            .orElseThrow();
    posts().hold(voice(held), Optional.of(Samples.phone(1)), NOON);

    posts().delete(post.id());
    posts().discard(held);

    String nothing = "null";
    assertThat(
            Raw.query(
                config(),
                "select id, state, account_id, phone_key, sealed_number, duration_ms, peaks,"
                    + " renditions, held_at from recording order by id"))
        .containsExactly(
            tombstone(posted.toString(), nothing), tombstone(held.toString(), nothing));
  }

  private static List<String> tombstone(String recording, String n) {
    return List.of(recording, "deleted", n, n, n, n, n, n, n);
  }

  @Test
  default void givenMessageForgetsThePhoneItCameFrom() throws Exception {
    Account faye = accounts().create(new Handle("faye"), "Faye Wong");
    var held = RecordingId.at(NOON);
    posts().hold(voice(held), Optional.of(Samples.phone(1)), NOON);

    posts().give(held, faye.id(), Visibility.PUBLIC, NOON);

    assertThat(Raw.query(config(), "select phone_key, sealed_number from recording"))
        .containsExactly(List.of("null", "null"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into recording (id, state) values ('r', 'ready')",
        "insert into recording (id, state) values ('r', 'lost')",
        "insert into recording (id, state, peaks) values ('r', 'deleted', '1')",
        "insert into recording (id, state, duration_ms, peaks, renditions, held_at, phone_key)"
            + " values ('r', 'held', 1, '1', 'k', 1, 'key without number')",
        "insert into recording (id, state, duration_ms, peaks, renditions, held_at)"
            + " values ('r', 'held', 0, '1', 'k', 1)",
        "insert into recording (id, state, duration_ms, peaks, held_at)"
            + " values ('r', 'held', 1, '1', 1)",
        "insert into post (id, account_id, visibility, thread, posted_at)"
            + " values (1, 1, 'public', 1, 1)",
        "insert into captions (recording_id, state, content, updated_at)"
            + " values ('r', 'machine', '', 1)",
        "insert into captions (recording_id, state, updated_at) values ('r', 'pending', 1)",
        "insert into account (id, handle, display_name, created_at, role)"
            + " values (1, 'a', 'A', 1, 'king')"
      })
  default void halfARowIsRefused(String sql) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> Raw.execute(config(), sql))
        .withMessageMatching("(?is).*constraint.*");
  }

  @Test
  default void everyPageReadsItsIndexAndNoWholeTable() throws Exception {
    fill();
    var page = new Page(Long.MAX_VALUE, 65_536, false, 20);

    readsOnly("post_public", TimelineRows.publicTimeline(page));
    readsOnly(
        "post_by_account",
        TimelineRows.account(TimelineStore.Filter.NONE, page).replace(":author", "7"));
    readsOnly(
        "post_by_account",
        TimelineRows.latest("select followee_id as id from follow where follower_id = 7", page));
    readsOnly("post_by_account", TimelineRows.of(2, page).replace(":a0", "7").replace(":a1", "8"));
    readsOnly("post_voice_answer", TimelineRows.voiceAnswers(page).replace(":viewer", "7"));
    readsOnly("recording_held", RecordingRows.held("id > ''"));
  }

  private void readsOnly(String index, String sql) throws SQLException {
    var plain =
        sql.replace(":limit", "20")
            .replace(":before", "9223372036854775807")
            .replace(":after", "65536")
            .replace(":viewer", "8");
    assertThat(plan(plain))
        .contains(index)
        .doesNotContainPattern("Seq Scan on (post|recording)")
        .doesNotContainPattern(
            "SCAN (p|post|recording)\\b(?! USING (COVERING )?INDEX " + index + ")");
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
        "insert into post (id, account_id, visibility, thread, posted_at) "
            + numbers
            + "select i * 65536, i % 500 + 1, 'public', i * 65536, i from n where i <= 16000",
        "insert into follow (id, follower_id, followee_id) "
            + numbers
            + "select i, 7, i from n where i <= 500 and i <> 7",
        "insert into recording (id, state, duration_ms, peaks, renditions, held_at) "
            + numbers
            + "select 'r' || i, 'held', 1000, '1', 'k', i from n where i > 16000",
        "analyze");
  }
}
