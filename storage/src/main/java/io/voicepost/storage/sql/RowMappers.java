package io.voicepost.storage.sql;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Listed;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.PlainName;
import io.voicepost.storage.Profile;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Role;
import io.voicepost.storage.SealedNumber;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.post.HeldMessage;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
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
final class RowMappers {
  /// What [#account] reads of an account `a`.
  static final String ACCOUNT =
      """
      a.id as account_id, a.handle, a.display_name, a.bio, a.avatar, a.locked, a.verified, a.role,
        a.created_at\
      """;

  private RowMappers() {}

  static Account account(ResultSet row) throws SQLException {
    return new Account(
        new AccountId(row.getLong("account_id")),
        new Handle(row.getString("handle")),
        new Profile(
            displayName(row),
            row.getString("bio"),
            Optional.ofNullable(row.getString("avatar")),
            row.getInt("locked") != 0),
        Role.ofColumn(row.getString("role")),
        row.getInt("verified") != 0,
        Instant.ofEpochMilli(row.getLong("created_at")));
  }

  /// Names that were given before the rule for them are shown by it, too.
  private static String displayName(ResultSet row) throws SQLException {
    var plain = PlainName.of(row.getString("display_name"));
    return plain.isEmpty() ? row.getString("handle") : plain;
  }

  /// An account in a list that is ordered by `cursor`.
  static Listed<Account> listed(ResultSet row) throws SQLException {
    return new Listed<>(row.getLong("cursor"), account(row));
  }

  static HeldMessage held(ResultSet row) throws SQLException {
    return new HeldMessage(
        phone(row), voice(row, "id"), Instant.ofEpochMilli(row.getLong("held_at")));
  }

  /// @param id the column of the recording's id
  static Voice voice(ResultSet row, String id) throws SQLException {
    return new Voice(
        RecordingId.parse(row.getString(id)),
        Duration.ofMillis(row.getLong("duration_ms")),
        Stream.of(row.getString("peaks").split(",", -1)).map(Integer::valueOf).toList(),
        row.getString("renditions").lines().map(RowMappers::rendition).toList());
  }

  /// Empty where the number was withheld.
  static Optional<SealedPhone> phone(ResultSet row) throws SQLException {
    @Nullable String key = row.getString("phone_key");
    return key == null
        ? Optional.empty()
        : Optional.of(
            new SealedPhone(new PhoneKey(key), new SealedNumber(row.getString("sealed_number"))));
  }

  /// A number that may be missing.
  static Optional<Long> number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
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

  /// The databases do not agree on what a negative limit is.
  static int limit(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("a limit is not negative: " + limit);
    }
    return limit;
  }
}
