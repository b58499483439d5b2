package io.voicepost.storage.sql;

import io.voicepost.storage.PostId;
import io.voicepost.storage.post.PlayStore;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// Plays, counted beside likes.
final class SqlPlayStore implements PlayStore {
  private final Sql sql;

  SqlPlayStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void add(Map<PostId, Integer> plays) throws IOException {
    if (plays.isEmpty()) {
      return;
    }
    // In the order of CountRows: writers that met in another one would wait for each other.
    sql.transact(db -> {
      new TreeMap<>(plays).forEach((post, times) -> CountRows.add(db, post, "plays", times));
      return plays.size();
    });
  }
}
