package io.voicepost.storage;

import io.voicepost.storage.audio.AudioKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How rows become records. The column names are those of the migrations, save `account_id`, the id
/// of a joined account.
final class Rows {
  private Rows() {}

  static Post post(ResultSet row) throws SQLException {
    return new Post(
        new PostId(row.getLong("id")),
        recording(row),
        account(row),
        voice(row),
        Instant.ofEpochMilli(row.getLong("posted_at")));
  }

  static HeldMessage held(ResultSet row) throws SQLException {
    return new HeldMessage(
        recording(row), phone(row), voice(row), Instant.ofEpochMilli(row.getLong("held_at")));
  }

  static Voice voice(ResultSet row) throws SQLException {
    return new Voice(
        Duration.ofMillis(row.getLong("duration_ms")),
        Stream.of(row.getString("peaks").split(",", -1)).map(Integer::valueOf).toList(),
        row.getString("renditions").lines().map(Rows::rendition).toList());
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

  static String peaks(Voice voice) {
    return voice.peaks().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  static String renditions(Voice voice) {
    return voice.renditions().stream()
        .map(it -> it.key() + " " + it.bytes() + " " + it.sha256() + " " + it.mediaType())
        .collect(Collectors.joining("\n"));
  }

  /// At least one: a shorter voice still has a length.
  static long milliseconds(Voice voice) {
    return Math.max(1, voice.duration().toMillis());
  }

  private static StoredRendition rendition(String line) {
    // The media type comes last, for it may have spaces.
    String[] fields = line.split(" ", 4);
    return new StoredRendition(
        new AudioKey(fields[0]), fields[3], Long.parseLong(fields[1]), fields[2]);
  }

  private static RecordingId recording(ResultSet row) throws SQLException {
    return RecordingId.parse(row.getString("recording_id"));
  }

  /// The databases do not agree on what a negative limit is.
  static int limit(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("a limit is not negative: " + limit);
    }
    return limit;
  }
}
