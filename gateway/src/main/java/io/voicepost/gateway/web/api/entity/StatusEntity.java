package io.voicepost.gateway.web.api.entity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Documented as `Status`. What depends on a viewer is left out where there is none.
///
/// @param text what was written, as it was written: only of a deleted post
/// @param voicepost what the documentation does not have; absent without a voice
public record StatusEntity(
    PostId id,
    Instant createdAt,
    Optional<PostId> inReplyToId,
    Optional<AccountId> inReplyToAccountId,
    boolean sensitive,
    String spoilerText,
    String visibility,
    Optional<String> language,
    String uri,
    String url,
    @JsonUnwrapped StatusCounts counts,
    Optional<Instant> editedAt,
    String content,
    Optional<StatusEntity> reblog,
    Optional<Object> application,
    AccountEntity account,
    List<MediaEntity> mediaAttachments,
    List<Mentioned> mentions,
    List<ShortTag> tags,
    List<Object> emojis,
    Optional<Object> card,
    Optional<Object> poll,
    Optional<Object> quote,
    @JsonUnwrapped ViewerMarks marks,
    @JsonInclude(Include.NON_ABSENT) Optional<String> text,
    Optional<StatusExtension> voicepost) {

  /// What others did with it.
  record StatusCounts(
      long repliesCount, long reblogsCount, long favouritesCount, long quotesCount) {}

  /// What the viewer did with it; all of them absent where there is no viewer.
  @JsonInclude(Include.NON_ABSENT)
  record ViewerMarks(
      Optional<Boolean> favourited,
      Optional<Boolean> reblogged,
      Optional<Boolean> muted,
      Optional<Boolean> bookmarked,
      Optional<Boolean> pinned,
      Optional<List<Object>> filtered) {
    ViewerMarks withoutPin() {
      return new ViewerMarks(favourited, reblogged, muted, bookmarked, Optional.empty(), filtered);
    }
  }

  /// Documented as `Status::Mention`.
  record Mentioned(AccountId id, String username, String url, String acct) {}

  /// Documented as `Status::Tag`.
  record ShortTag(String name, String url) {}

  /// @param waveform peaks from 0 to 100
  /// @param duration in seconds
  /// @param plays how often it was heard, its author's own listening apart
  record StatusExtension(
      List<Integer> waveform,
      double duration,
      Optional<String> opusUrl,
      Optional<String> captionsUrl,
      long plays) {}

  /// Documented as `Context`.
  public record Context(List<StatusEntity> ancestors, List<StatusEntity> descendants) {}

  /// Documented as `StatusSource`.
  public record StatusSource(PostId id, String text, String spoilerText) {}

  /// Documented as `StatusEdit`.
  public record Edit(
      String content,
      String spoilerText,
      boolean sensitive,
      Instant createdAt,
      AccountEntity account,
      List<MediaEntity> mediaAttachments,
      List<Object> emojis) {}

  /// The same with what was written.
  public StatusEntity with(String written) {
    return copy(id, reblog, Optional.of(written), account, uri, createdAt, visibility);
  }

  /// Brings the same to others: a repost of it.
  StatusEntity broughtBy(
      PostId repost, AccountEntity by, String uri, Instant at, String visibility) {
    return copy(repost, Optional.of(this), Optional.empty(), by, uri, at, visibility);
  }

  private StatusEntity copy(
      PostId id,
      Optional<StatusEntity> reblog,
      Optional<String> text,
      AccountEntity account,
      String uri,
      Instant createdAt,
      String visibility) {
    return new StatusEntity(
        id,
        createdAt,
        reblog.isPresent() ? Optional.empty() : inReplyToId,
        reblog.isPresent() ? Optional.empty() : inReplyToAccountId,
        sensitive,
        spoilerText,
        visibility,
        language,
        uri,
        url,
        counts,
        editedAt,
        content,
        reblog,
        application,
        account,
        reblog.isPresent() ? List.of() : mediaAttachments,
        mentions,
        tags,
        emojis,
        card,
        poll,
        quote,
        reblog.isPresent() ? marks.withoutPin() : marks,
        text,
        reblog.isPresent() ? Optional.empty() : voicepost);
  }
}
