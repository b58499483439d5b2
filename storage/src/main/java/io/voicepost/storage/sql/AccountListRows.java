package io.voicepost.storage.sql;

import io.voicepost.storage.Account;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Page;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Pages of accounts out of tables that name them.
final class AccountListRows {
  private AccountListRows() {}

  /// The accounts named in the column `account` of `table l` where `where` (which may name `:it`),
  /// ordered by the column `cursor`.
  static List<Listed<Account>> accounts(
      Handle db, String table, String account, String where, String cursor, long it, Page page) {
    var found =
        bind(
                db.createQuery(
                    "select %s as cursor, %s from %s l join account a on a.id = %s where %s and %s"
                        .formatted(
                            cursor, RowMappers.ACCOUNT, table, account, where, page.on(cursor))),
                it,
                page)
            .map((row, _) -> RowMappers.listed(row))
            .list();
    return page.fromOldest() ? found.reversed() : found;
  }

  static Query bind(Query query, long it, Page page) {
    return query
        .bind("it", it)
        .bind("before", page.before())
        .bind("after", page.after())
        .bind("limit", page.limit());
  }
}
