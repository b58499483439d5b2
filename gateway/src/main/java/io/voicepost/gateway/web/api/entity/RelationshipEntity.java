package io.voicepost.gateway.web.api.entity;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.Relationship;
import java.util.List;

/// Documented as `Relationship`.
record RelationshipEntity(
    AccountId id,
    boolean following,
    boolean showingReblogs,
    boolean notifying,
    List<String> languages,
    boolean followedBy,
    boolean blocking,
    boolean blockedBy,
    boolean muting,
    boolean mutingNotifications,
    boolean requested,
    boolean requestedBy,
    boolean domainBlocking,
    boolean endorsed,
    String note) {
  static RelationshipEntity of(AccountId id, Relationship it) {
    return new RelationshipEntity(
        id,
        it.following(),
        it.reposts(),
        it.told(),
        List.of(),
        it.followedBy(),
        it.blocking(),
        it.blockedBy(),
        it.muting(),
        it.mutingNotifications(),
        it.requested(),
        it.requestedBy(),
        false,
        false,
        "");
  }
}
