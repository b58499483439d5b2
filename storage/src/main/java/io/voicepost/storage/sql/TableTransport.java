package io.voicepost.storage.sql;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Carries through a table that is looked at again and again: for SQLite, where one gateway listens
/// to the operator's commands. What it heard it takes away.
final class TableTransport implements NodeChannel.Transport {
  private static final Duration BETWEEN = Duration.ofMillis(300);

  private final Sql sql;

  private record StoredText(long id, String content) {}

  TableTransport(Sql sql) {
    this.sql = sql;
  }

  /// SQLite has one writer at a time: no two get one number.
  @Override
  public void carry(String message) throws IOException {
    sql.write(db ->
        db.execute(
            """
            insert into node_message (id, content)
            select coalesce(max(id), 0) + 1, ? from node_message\
            """,
            message));
  }

  /// What was said before concerns nobody who was not there.
  @Override
  public void open() throws IOException {
    sql.write(db -> db.execute("delete from node_message"));
  }

  @Override
  public List<String> await() throws IOException, InterruptedException {
    Thread.sleep(BETWEEN);
    var found =
        sql.run(db ->
            db.createQuery("select id, content from node_message order by id limit 100")
                .map((row, _) -> new StoredText(row.getLong("id"), row.getString("content")))
                .list());
    if (!found.isEmpty()) {
      var ids = found.stream().map(StoredText::id).toList();
      sql.write(db ->
          db.createUpdate("delete from node_message where id in (<ids>)")
              .bindList("ids", ids)
              .execute());
    }
    return found.stream().map(StoredText::content).toList();
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
