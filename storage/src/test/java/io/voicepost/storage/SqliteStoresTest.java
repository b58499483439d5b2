package io.voicepost.storage;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoresTest
    implements AccountStoreContract,
        PostStoreContract,
        TimelineStoreContract,
        ReactionStoreContract,
        FollowStoreContract,
        ListStoreContract,
        NotificationStoreContract,
        MarkerStoreContract,
        ReportStoreContract,
        CredentialStoreContract,
        GrantStoreContract,
        MediaStoreContract,
        CaptionStoreContract,
        SchemaContract {
  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(config());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public AccountStore accounts() {
    return database.accounts();
  }

  @Override
  public PostStore posts() {
    return database.posts();
  }

  @Override
  public TimelineStore timelines() {
    return database.timelines();
  }

  @Override
  public ReactionStore reactions() {
    return database.reactions();
  }

  @Override
  public FollowStore follows() {
    return database.follows();
  }

  @Override
  public ListStore lists() {
    return database.lists();
  }

  @Override
  public NotificationStore notifications() {
    return database.notifications();
  }

  @Override
  public MarkerStore markers() {
    return database.markers();
  }

  @Override
  public ReportStore reports() {
    return database.reports();
  }

  @Override
  public CredentialStore credentials() {
    return database.credentials();
  }

  @Override
  public GrantStore grants() {
    return database.grants();
  }

  @Override
  public MediaStore media() {
    return database.media();
  }

  @Override
  public CaptionStore captions() {
    return database.captions();
  }

  @Override
  public DatabaseConfig config() {
    return DatabaseConfig.sqlite(folder.resolve("voicepost.db"));
  }

  @Override
  public String plan(String sql) throws SQLException {
    return Raw.query(config(), "explain query plan " + sql).stream()
        .map(List::getLast)
        .collect(Collectors.joining("\n"));
  }
}
