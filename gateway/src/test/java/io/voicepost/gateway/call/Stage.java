package io.voicepost.gateway.call;

import io.voicepost.gateway.access.AccessConfig;
import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.access.Pepper;
import io.voicepost.gateway.identity.CallTickets;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.LineDirectory;
import io.voicepost.gateway.identity.LinkCodes;
import io.voicepost.gateway.identity.PassportVerifier;
import io.voicepost.gateway.identity.PhoneAccounts;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneRecovery;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.identity.Pins;
import io.voicepost.gateway.identity.Trunk;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.replay.HeldAudio;
import io.voicepost.gateway.replay.ReplayCache;
import io.voicepost.gateway.replay.ReplayConfig;
import io.voicepost.gateway.speech.RecordedPrompts;
import io.voicepost.gateway.spool.CallPath;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.phone.FairUse;
import io.voicepost.storage.phone.LinePolicy;
import io.voicepost.storage.phone.LineSpeech;
import io.voicepost.storage.phone.OpeningHours;
import io.voicepost.storage.phone.ServiceLine;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import io.voicepost.transcoder.Transcoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// All that conversations need, on a database and a spool of its own; audio that is stored is in
/// memory.
public final class Stage implements AutoCloseable {
  public static final ServiceLine LINE =
      new ServiceLine(
          "8642",
          "Voicepost",
          "US",
          new LineSpeech("en", false, Optional.empty(), Optional.empty()),
          Duration.ofMinutes(3),
          Duration.ofSeconds(5),
          LinePolicy.USUAL,
          OpeningHours.ALWAYS,
          FairUse.UNLIMITED);

  public static final String FAYE = "+12025550142";

  private static final Transcoder TRANSCODER = new Transcoder(2);

  private final HeldAudio audio = new HeldAudio();
  private final ReplayCache replayCache;
  private final Path folder;
  private final Clock clock;
  private final Database database;
  private final PhoneVault vault = new PhoneVault(new byte[32]);
  private final LineDirectory lines;
  private final AccessServices access;
  private final Microblog microblog;
  private Trunk trunk = new Trunk(false, true);
  private Spool spool;

  public Stage(Path folder, Clock clock) throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    this.lines = new LineDirectory(database.lines(), LINE, clock);
    this.access =
        AccessServices.open(database, AccessConfig.usual(new Pepper(new byte[32])), clock);
    this.microblog = new Microblog(database, audio, clock);
    this.replayCache =
        ReplayCache.open(
            new ReplayConfig(folder.resolve("replays"), 1 << 30, Duration.ofHours(1)),
            audio,
            TRANSCODER,
            clock);
    this.spool = Spool.open(folder.resolve("spool"), clock);
  }

  public Stage(Path folder) throws IOException {
    this(folder, Clock.systemUTC());
  }

  public Database database() {
    return database;
  }

  public PhoneVault vault() {
    return vault;
  }

  public Spool spool() {
    return spool;
  }

  HeldAudio audio() {
    return audio;
  }

  ReplayCache replays() {
    return replayCache;
  }

  public Microblog microblog() {
    return microblog;
  }

  public Pins pins() {
    return new Pins(database.phoneSettings(), access.hashes(), clock);
  }

  public LinkCodes linkCodes() {
    return new LinkCodes(database.codes(), vault, clock);
  }

  AccessServices access() {
    return access;
  }

  CallTickets tickets() {
    return new CallTickets(database.grants(), database.passports(), vault, clock);
  }

  /// As the next start finds it.
  Spool openSpoolAgain() throws IOException {
    spool.close();
    spool = Spool.open(folder.resolve("spool"), clock);
    return spool;
  }

  /// Faye, who calls from [#FAYE].
  public Account faye() throws Exception {
    var faye = database.accounts().create(new Handle("faye"), "Faye Wong");
    database.accounts().linkPhone(faye.id(), vault.seal(new PhoneNumber(FAYE)));
    return faye;
  }

  Stage trunk(boolean signs, boolean vouches) {
    trunk = new Trunk(signs, vouches);
    return this;
  }

  /// From now on the line is this one.
  void line(ServiceLine changed) throws IOException {
    lines.begin();
    database.lines().change(changed);
    lines.forget();
  }

  public CallParts parts() {
    return parts(database.accounts(), spool);
  }

  /// As the stage's own, with another spool.
  public CallParts parts(Spool other) {
    return parts(database.accounts(), other);
  }

  CallParts parts(AccountStore accounts) {
    return parts(accounts, spool);
  }

  private CallParts parts(AccountStore accounts, Spool spool) {
    return new CallParts(
        lines,
        database.lines(),
        database.calls(),
        new CallerDirectory(accounts, database.phones(), database.phoneSettings(), vault, trunk),
        new PassportVerifier(database.passports(), vault, clock),
        tickets(),
        pins(),
        linkCodes(),
        new PhoneAccounts(database.codes(), access.accountClaims(), vault, clock),
        new PhoneRecovery(database, access, vault, clock),
        microblog,
        spool,
        replayCache,
        new PromptRecordings(
            new RecordedPrompts(folder.resolve("prompts")), folder.resolve("takes")));
  }

  /// A call to the line.
  static IncomingCall call(String presented) {
    return new IncomingCall(
        presented, LINE.number(), CallPath.PHONE, CallerProof.Signature.NONE, Optional.empty());
  }

  @Override
  public void close() throws IOException {
    spool.close();
    database.close();
  }
}
