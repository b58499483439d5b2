package io.voicepost.gateway.web.api.entity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.voicepost.storage.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Documented as `Account`; with `source` and `role` as `CredentialAccount`.
///
/// @param lastStatusAt a day, `2026-11-22`
/// @param voicepost what the documentation does not have
public record AccountEntity(
    AccountId id,
    String username,
    String acct,
    String displayName,
    boolean locked,
    boolean bot,
    boolean discoverable,
    boolean indexable,
    boolean group,
    Instant createdAt,
    String note,
    String url,
    String uri,
    String avatar,
    String avatarStatic,
    String header,
    String headerStatic,
    long followersCount,
    long followingCount,
    long statusesCount,
    Optional<String> lastStatusAt,
    boolean hideCollections,
    boolean noindex,
    List<Object> emojis,
    List<Badge> roles,
    List<Object> fields,
    AccountExtension voicepost,
    @JsonInclude(Include.NON_ABSENT) Optional<AccountSource> source,
    @JsonInclude(Include.NON_ABSENT) Optional<AccountRole> role) {

  /// @param verified the operator vouches for who it is
  record AccountExtension(boolean verified) {}

  /// Of a role, what everybody sees.
  record Badge(String id, String name, String color) {}

  /// Documented as `Role`.
  record AccountRole(
      String id, String name, String permissions, String color, boolean highlighted) {}

  /// What the owner edits.
  public record AccountSource(
      String privacy,
      boolean sensitive,
      Optional<String> language,
      String note,
      List<Object> fields,
      long followRequestsCount,
      boolean hideCollections,
      boolean discoverable,
      boolean indexable,
      List<String> attributionDomains,
      String quotePolicy) {}

  /// The same for its owner.
  public AccountEntity with(AccountSource source, AccountRole role) {
    return new AccountEntity(
        id,
        username,
        acct,
        displayName,
        locked,
        bot,
        discoverable,
        indexable,
        group,
        createdAt,
        note,
        url,
        uri,
        avatar,
        avatarStatic,
        header,
        headerStatic,
        followersCount,
        followingCount,
        statusesCount,
        lastStatusAt,
        hideCollections,
        noindex,
        emojis,
        roles,
        fields,
        voicepost,
        Optional.of(source),
        Optional.of(role));
  }
}
