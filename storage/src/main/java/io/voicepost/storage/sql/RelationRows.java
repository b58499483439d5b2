package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.Relationship;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The statements that tell how accounts stand to each other.
final class RelationRows {
  private RelationRows() {}

  static Set<AccountId> ids(Handle db, String query, AccountId it) {
    return db.createQuery(query)
        .bind("it", it.value())
        .map((row, _) -> new AccountId(row.getLong(1)))
        .collect(Collectors.toSet());
  }

  /// @param table `block` or `mute`
  static boolean forget(Handle db, String table, AccountId by, AccountId target) {
    return db.createUpdate(
                "delete from %s where account_id = :by and target_id = :target".formatted(table))
            .bind("by", by.value())
            .bind("target", target.value())
            .execute()
        == 1;
  }

  /// Only who is followed is in a list.
  static void unlist(Handle db, AccountId owner, AccountId member) {
    db.createUpdate(
            """
            delete from list_member where account_id = :member
              and list_id in (select id from account_list where account_id = :owner)\
            """)
        .bind("member", member.value())
        .bind("owner", owner.value())
        .execute();
  }

  /// See [FollowStore#relationships].
  static Map<AccountId, Relationship> relationships(
      Handle db, AccountId by, Collection<AccountId> others, long now) {
    var found = new HashMap<AccountId, Relationship>();
    if (others.isEmpty()) {
      return found;
    }
    var facts =
        db.createQuery(
                """
                select followee_id as id, 'following' as fact, reposts as one, notify as two
                from follow where follower_id = :by and followee_id in (<others>)
                union all select follower_id, 'followed', 0, 0
                from follow where followee_id = :by and follower_id in (<others>)
                union all select followee_id, 'requested', 0, 0
                from follow_request where follower_id = :by and followee_id in (<others>)
                union all select follower_id, 'requesting', 0, 0
                from follow_request where followee_id = :by and follower_id in (<others>)
                union all select target_id, 'blocking', 0, 0
                from block where account_id = :by and target_id in (<others>)
                union all select account_id, 'blocked', 0, 0
                from block where target_id = :by and account_id in (<others>)
                union all select target_id, 'muting', notifications, 0
                from mute where account_id = :by and target_id in (<others>)
                  and (ends_at is null or ends_at > :now)\
                """)
            .bind("by", by.value())
            .bind("now", now)
            .bindList("others", others.stream().map(AccountId::value).toList())
            .map((row, _) ->
                new Fact(
                    new AccountId(row.getLong("id")),
                    row.getString("fact"),
                    row.getInt("one") != 0,
                    row.getInt("two") != 0))
            .list();
    var byAccount = facts.stream().collect(Collectors.groupingBy(Fact::about));
    others.forEach(it -> found.put(it, relationship(byAccount.getOrDefault(it, List.of()))));
    return found;
  }

  private record Fact(AccountId about, String what, boolean one, boolean two) {}

  private static Relationship relationship(Collection<Fact> facts) {
    var known = facts.stream().collect(Collectors.toMap(Fact::what, it -> it));
    var following = known.get("following");
    var muting = known.get("muting");
    return new Relationship(
        following != null,
        following != null && following.one(),
        following != null && following.two(),
        known.containsKey("followed"),
        known.containsKey("requested"),
        known.containsKey("requesting"),
        known.containsKey("blocking"),
        known.containsKey("blocked"),
        muting != null,
        muting != null && muting.one());
  }

  /// See [FollowStore#unseen].
  static FollowStore.HiddenAccounts unseen(Handle db, AccountId by, long now) {
    var hidden = new HashSet<AccountId>();
    hidden.addAll(ids(db, "select target_id from block where account_id = :it", by));
    var blockers = ids(db, "select account_id from block where target_id = :it", by);
    hidden.addAll(blockers);
    hidden.addAll(
        ids(
            db,
            "select target_id from mute where account_id = :it and (ends_at is null or ends_at > "
                + now
                + ")",
            by));
    return new FollowStore.HiddenAccounts(
        hidden,
        blockers,
        ids(db, "select followee_id from follow where follower_id = :it and reposts = 0", by));
  }
}
