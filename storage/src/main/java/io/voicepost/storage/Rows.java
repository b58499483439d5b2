package io.voicepost.storage;

import io.voicepost.storage.audio.AudioKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How rows become records. The column names are those of the migrations, save `account_id`, the id
/// of a joined account.
final class Rows {
  private Rows() {}

  /// Reads the part of a row that is the same for all renditions of a recording.
  @FunctionalInterface
  interface Head<T> {
    Function<Voice, T> read(ResultSet row) throws SQLException;
  }

  /// Reads posts (or held messages) joined with their renditions, which stand together.
  static <T> List<T> voiced(ResultSet rows, Head<T> head) throws SQLException {
    var found = new ArrayList<T>();
    boolean more = rows.next();
    while (more) {
      String recording = rows.getString("recording_id");
      Function<Voice, T> finish = head.read(rows);
      Duration duration = Duration.ofMillis(rows.getLong("duration_ms"));
      List<Integer> peaks = peaks(rows.getString("peaks"));
      var renditions = new ArrayList<StoredRendition>();
      do {
        renditions.add(rendition(rows));
        more = rows.next();
      } while (more && rows.getString("recording_id").equals(recording));
      found.add(finish.apply(new Voice(duration, peaks, renditions)));
    }
    return found;
  }

  static Function<Voice, Post> post(ResultSet row) throws SQLException {
    var id = new PostId(row.getLong("id"));
    RecordingId recording = recording(row);
    Account author = account(row);
    var postedAt = Instant.ofEpochMilli(row.getLong("posted_at"));
    return voice -> new Post(id, recording, author, voice, postedAt);
  }

  static Function<Voice, HeldMessage> held(ResultSet row) throws SQLException {
    RecordingId recording = recording(row);
    Optional<SealedPhone> phone = phone(row);
    var heldAt = Instant.ofEpochMilli(row.getLong("held_at"));
    return voice -> new HeldMessage(recording, phone, voice, heldAt);
  }

  static Account account(ResultSet row) throws SQLException {
    return new Account(
        new AccountId(row.getLong("account_id")),
        new Handle(row.getString("handle")),
        row.getString("display_name"),
        Instant.ofEpochMilli(row.getLong("created_at")));
  }

  /// Empty where the number was withheld.
  static Optional<SealedPhone> phone(ResultSet row) throws SQLException {
    @Nullable String key = row.getString("phone_key");
    return key == null
        ? Optional.empty()
        : Optional.of(
            new SealedPhone(new PhoneKey(key), new SealedNumber(row.getString("sealed_number"))));
  }

  static String peaks(List<Integer> peaks) {
    return peaks.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Integer> peaks(String text) {
    return Stream.of(text.split(",", -1)).map(Integer::valueOf).toList();
  }

  private static RecordingId recording(ResultSet row) throws SQLException {
    return RecordingId.parse(row.getString("recording_id"));
  }

  private static StoredRendition rendition(ResultSet row) throws SQLException {
    return new StoredRendition(
        new AudioKey(row.getString("object_key")),
        row.getString("media_type"),
        row.getLong("bytes"),
        row.getString("sha256"));
  }

  /// The databases do not agree on what a negative limit is.
  static int limit(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("a limit is not negative: " + limit);
    }
    return limit;
  }
}
