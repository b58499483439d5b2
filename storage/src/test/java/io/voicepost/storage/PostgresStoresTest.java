package io.voicepost.storage;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class PostgresStoresTest
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
  @TempDir private static Path folder;
  private static Postgres postgres;
  private static Database database;

  @BeforeAll
  static void open() throws Exception {
    postgres = Postgres.start(folder);
    database = Database.open(postgres.config());
  }

  @BeforeEach
  void empty() throws Exception {
    Raw.execute(postgres.config(), "truncate account cascade");
  }

  @AfterAll
  static void close() throws Exception {
    database.close();
    postgres.close();
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
    return postgres.config();
  }

  @Override
  public String plan(String sql) throws SQLException {
    return Raw.query(config(), "explain " + sql).stream()
        .map(List::getFirst)
        .collect(Collectors.joining("\n"));
  }
}
