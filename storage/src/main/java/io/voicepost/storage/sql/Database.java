package io.voicepost.storage.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.ListStore;
import io.voicepost.storage.access.AppStore;
import io.voicepost.storage.access.CodeStore;
import io.voicepost.storage.access.CredentialStore;
import io.voicepost.storage.access.FactorStore;
import io.voicepost.storage.access.GrantStore;
import io.voicepost.storage.access.PassportStore;
import io.voicepost.storage.access.PhoneRecoveryStore;
import io.voicepost.storage.access.SecretStore;
import io.voicepost.storage.access.SecurityNoticeStore;
import io.voicepost.storage.phone.CallStore;
import io.voicepost.storage.phone.LineStore;
import io.voicepost.storage.phone.PhoneSettingsStore;
import io.voicepost.storage.phone.PhoneStore;
import io.voicepost.storage.post.ApprovalStore;
import io.voicepost.storage.post.CaptionStore;
import io.voicepost.storage.post.MarkerStore;
import io.voicepost.storage.post.MediaStore;
import io.voicepost.storage.post.NotificationStore;
import io.voicepost.storage.post.PlayStore;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.ReactionStore;
import io.voicepost.storage.post.ReportStore;
import io.voicepost.storage.post.TimelineStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Jdbi;

/// An open database: SQLite in a file, or PostgreSQL. Safe for many threads. Closing it closes its
/// connections; the stores it gave are of no use from then on.
public final class Database implements AutoCloseable {
  private final HikariDataSource pool;
  private final DatabaseConfig config;
  private final Dialect dialect;
  private final Sql sql;
  private final InstantSource clock;
  private final PostStore posts;
  private final ReactionStore reactions;
  private final NotificationStore notifications;

  private Database(
      HikariDataSource pool, DatabaseConfig config, Dialect dialect, InstantSource clock) {
    this.pool = pool;
    this.config = config;
    this.dialect = dialect;
    this.sql = new Sql(Jdbi.create(pool), dialect.writers(config.timeout()));
    this.clock = clock;
    // One of each: what many ask of them at the same time they do together.
    this.posts = new SqlPostStore(sql);
    this.reactions = new SqlReactionStore(sql, clock);
    this.notifications = new SqlNotificationStore(sql);
  }

  /// Opens the database and brings its tables up to date; both are done when it returns.
  ///
  /// @throws IOException if it cannot be opened; its one line says why and what to do
  public static Database open(DatabaseConfig config) throws IOException {
    return open(config, InstantSource.system());
  }

  static Database open(DatabaseConfig config, InstantSource clock) throws IOException {
    return open(config, clock, Database::migrate);
  }

  /// Opens the database for a command beside a running gateway: tables that are there stay as they
  /// are, and must be those of this program. An empty database gets its tables.
  ///
  /// @throws IOException if it cannot be opened, or its tables are of another version; its one line
  ///   says why and what to do
  public static Database attach(DatabaseConfig config) throws IOException {
    return open(config, InstantSource.system(), Database::compare);
  }

  private static Database open(DatabaseConfig config, InstantSource clock, Preparation tables)
      throws IOException {
    Dialect dialect = Dialect.of(config.url());
    var settings = new HikariConfig();
    settings.setPoolName("database");
    settings.setMaximumPoolSize(config.poolSize());
    settings.setConnectionTimeout(config.timeout().toMillis());
    settings.setValidationTimeout(Math.min(config.timeout().toMillis(), 5_000));
    try {
      dialect.connect(config, settings);
      return new Database(
          prepared(new HikariDataSource(settings), dialect, tables), config, dialect, clock);
    } catch (OlderTablesException e) {
      throw new IOException(
          "the database %s has the tables of an older version of Voicepost; start the gateway, which brings them up to date"
              .formatted(config.publicUrl()),
          e);
    } catch (HikariPool.PoolInitializationException | FlywayException | IOException e) {
      throw refusal(config, dialect, e);
    }
  }

  public AccountStore accounts() {
    return new SqlAccountStore(sql, clock);
  }

  public PostStore posts() {
    return posts;
  }

  public TimelineStore timelines() {
    return new SqlTimelineStore(sql);
  }

  public ReactionStore reactions() {
    return reactions;
  }

  public FollowStore follows() {
    return new SqlFollowStore(sql, clock);
  }

  public ListStore lists() {
    return new SqlListStore(sql, clock);
  }

  public NotificationStore notifications() {
    return notifications;
  }

  public PhoneSettingsStore phoneSettings() {
    return new SqlPhoneSettingsStore(sql);
  }

  public PhoneStore phones() {
    return new SqlPhoneStore(sql);
  }

  public CodeStore codes() {
    return new SqlCodeStore(sql, clock);
  }

  public PassportStore passports() {
    return new SqlPassportStore(sql);
  }

  public LineStore lines() {
    return new SqlLineStore(sql);
  }

  public CallStore calls() {
    return new SqlCallStore(sql);
  }

  public ApprovalStore approvals() {
    return new SqlApprovalStore(sql);
  }

  public SecretStore secrets() {
    return new SqlSecretStore(sql);
  }

  public PlayStore plays() {
    return new SqlPlayStore(sql);
  }

  public MarkerStore markers() {
    return new SqlMarkerStore(sql, clock);
  }

  public ReportStore reports() {
    return new SqlReportStore(sql, clock);
  }

  public CredentialStore credentials() {
    return new SqlCredentialStore(sql, clock);
  }

  public FactorStore factors() {
    return new SqlFactorStore(sql);
  }

  public PhoneRecoveryStore phoneRecovery() {
    return new SqlPhoneRecoveryStore(sql);
  }

  public SecurityNoticeStore securityNotices() {
    return new SqlSecurityNoticeStore(sql);
  }

  public AppStore apps() {
    return new SqlAppStore(sql);
  }

  public GrantStore grants() {
    return new SqlGrantStore(sql);
  }

  public MediaStore media() {
    return new SqlMediaStore(sql);
  }

  public CaptionStore captions() {
    return new SqlCaptionStore(sql);
  }

  /// Opens a way to the other nodes that share this database; closed before the database is.
  public NodeChannel nodes() {
    return new NodeChannel(dialect.carrier(config, sql), config.timeout());
  }

  /// Whether other gateways may share it: SQLite has one, and the operator's commands beside it.
  public boolean isShared() {
    return dialect.isShared();
  }

  /// Asks the database for a sign of life.
  public void check() throws IOException {
    sql.run(handle -> handle.createQuery("select 1").mapTo(int.class).one());
  }

  Sql sql() {
    return sql;
  }

  @Override
  public void close() {
    pool.close();
  }

  /// What is done to the tables before they are used.
  private interface Preparation {
    void run(Flyway tables) throws OlderTablesException;
  }

  /// The tables are those of an older program.
  private static final class OlderTablesException extends Exception {
    private static final long serialVersionUID = 1;
  }

  private static HikariDataSource prepared(
      HikariDataSource pool, Dialect dialect, Preparation tables) throws OlderTablesException {
    try {
      tables.run(flyway(pool, dialect));
      return pool;
    } catch (RuntimeException | OlderTablesException e) {
      pool.close();
      throw e;
    }
  }

  private static void migrate(Flyway tables) {
    tables.migrate();
  }

  private static void compare(Flyway tables) throws OlderTablesException {
    var known = tables.info();
    if (known.applied().length == 0) {
      tables.migrate();
    } else if (known.pending().length > 0) {
      throw new OlderTablesException();
    } else {
      tables.validate();
    }
  }

  private static Flyway flyway(HikariDataSource pool, Dialect dialect) {
    return Flyway.configure(Database.class.getClassLoader())
        .dataSource(pool)
        .locations("classpath:db/migration")
        .javaMigrations(new AccountWordsMigration())
        .placeholders(Map.of("bytewise", dialect.bytewise()))
        // An older program must not write to tables that a newer one has changed.
        .ignoreMigrationPatterns(new String[0])
        .failOnMissingLocations(true)
        .load();
  }

  private static IOException refusal(DatabaseConfig config, Dialect dialect, Exception failure) {
    var cause = Sql.sqlCause(failure);
    if (failure instanceof FlywayValidateException) {
      return new IOException(
          "cannot open the database "
              + config.publicUrl()
              + ": its tables are those of another version of Voicepost; use that one",
          failure);
    }
    return new IOException(
        "cannot open the database %s: %s; %s"
            .formatted(config.publicUrl(), Sql.firstLine(cause), dialect.advice(cause)),
        failure);
  }
}
