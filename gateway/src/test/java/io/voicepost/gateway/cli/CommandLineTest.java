package io.voicepost.gateway.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.Stores;
import io.voicepost.gateway.access.PasswordResult;
import io.voicepost.gateway.config.ConfigException;
import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.config.Settings;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Role;
import io.voicepost.storage.access.Passkey;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.post.Hold;
import io.voicepost.storage.post.HoldReason;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operator's commands, as typed.
class CommandLineTest {
  private static final PhoneNumber NUMBER = new PhoneNumber("+8613800138000");

  @TempDir private Path folder;
  private Path settings;

  /// What a command printed, and how it ended.
  private record Said(int code, String out, String err) {}

  @BeforeEach
  void configure() throws Exception {
    settings =
        Files.writeString(
            folder.resolve("settings"),
            """
            data.folder=%s
            agi.secret=abcdefghijklmnop
            fallback.key=abcdefghijklmnop
            phone.secret=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
            password.secret=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
            """
                .formatted(folder));
  }

  @Test
  void accountIsAddedListedLinkedAndUnlinkedWithoutShowingItsNumbers() {
    assertThat(type("account", "add", "faye", "--name", "Faye Wong", "--phone", "+8613800138000"))
        .satisfies(said -> assertThat(said.code()).isZero())
        .satisfies(said -> assertThat(said.out()).contains("@faye"));
    assertThat(type("account", "link", "@faye", "(202) 555-0142").code()).isZero();

    var list = type("account", "list");
    assertThat(list.out()).contains("@faye", "Faye Wong", "+86…00", "+12…42");
    assertThat(list.out()).doesNotContain("13800138000", "2025550142");

    assertThat(type("account", "unlink", "faye", "+12025550142").code()).isZero();
    assertThat(type("account", "list").out()).doesNotContain("+12…42");
    assertThat(type("account", "unlink", "faye", "+12025550142").err()).contains("does not have");
  }

  @Test
  void accountIsMadeAnOperatorAndAUserAgain() throws Exception {
    type("account", "add", "faye", "--name", "Faye Wong");

    assertThat(type("account", "role", "faye", "operator").code()).isZero();
    assertThat(role("faye")).isEqualTo(Role.OPERATOR);
    assertThat(type("account", "role", "@faye", "user").code()).isZero();
    assertThat(role("faye")).isEqualTo(Role.USER);
    refused("a role is user, moderator or operator", "account", "role", "faye", "king");
    refused("no account @nobody", "account", "role", "nobody", "operator");
  }

  private Role role(String handle) throws Exception {
    return account(handle).role();
  }

  private Account account(String handle) throws Exception {
    try (var stores = Stores.open(config())) {
      return stores.accounts().byHandle(new Handle(handle)).orElseThrow();
    }
  }

  @Test
  void accountIsVouchedForAndNoLonger() throws Exception {
    type("account", "add", "faye", "--name", "Faye Wong");
    type("account", "role", "faye", "moderator");

    assertThat(type("account", "verify", "@faye").code()).isZero();
    assertThat(account("faye").verified()).isTrue();
    assertThat(type("account", "list").out()).contains("Faye Wong  verified");
    assertThat(type("account", "unverify", "faye").code()).isZero();
    assertThat(account("faye").verified()).isFalse();
    assertThat(account("faye").role()).isEqualTo(Role.MODERATOR);
    assertThat(type("account", "list").out()).doesNotContain("verified");
    refused("no account @nobody", "account", "verify", "nobody");
  }

  @Test
  void passwordIsReadFromStandardInputAndSignsIn() throws Exception {
    type("account", "add", "faye", "--name", "Faye Wong");
    var input = System.in;
    try {
      System.setIn(new ByteArrayInputStream("short\n".getBytes(US_ASCII)));
      refused("password short", "account", "password", "faye");
      System.setIn(new ByteArrayInputStream("correct horse\n".getBytes(US_ASCII)));
      var said = type("account", "password", "@faye");
      assertThat(said.code()).isZero();
      assertThat(said.out()).contains("@faye").doesNotContain("correct horse");
      System.setIn(new ByteArrayInputStream(new byte[0]));
      refused("no password was given", "account", "password", "faye");
    } finally {
      System.setIn(input);
    }

    try (var stores = Stores.open(config())) {
      assertThat(stores.access().passwords().signIn("faye", "correct horse", "here"))
          .isInstanceOf(PasswordResult.SignedIn.class);
    }
  }

  @Test
  void newPasswordTellsWhatElseGetsInAndEndsItOnDemand() throws Exception {
    type("account", "add", "faye", "--name", "Faye Wong", "--phone", "+86 138 0013 8000");
    try (var stores = Stores.open(config())) {
      var faye = stores.accounts().byHandle(new Handle("faye")).orElseThrow().id();
      stores.telephone().pins().issue(faye);
      stores
          .database()
          .credentials()
          .add(
              new Passkey(
                  "key".repeat(6), faye, "Key", "AAAA", 0, Instant.EPOCH, Optional.empty()));
    }
    var input = System.in;
    try {
      System.setIn(new ByteArrayInputStream("correct horse\n".getBytes(US_ASCII)));
      assertThat(type("account", "password", "faye").out()).contains("passkeys 1, phones 1");
      System.setIn(new ByteArrayInputStream("correct horse\n".getBytes(US_ASCII)));
      assertThat(type("account", "password", "faye", "--end-passkeys", "--end-phones").out())
          .doesNotContain("can still get in");
    } finally {
      System.setIn(input);
    }

    try (var stores = Stores.open(config())) {
      var faye = stores.accounts().byHandle(new Handle("faye")).orElseThrow().id();
      assertThat(stores.database().credentials().passkeys(faye)).isEmpty();
      assertThat(stores.accounts().phones(faye)).isEmpty();
      assertThat(stores.telephone().pins().state(faye).set()).isFalse();
    }
  }

  @Test
  void whatCannotBeDoneIsOneLineAndAnExitCode() {
    type("account", "add", "faye", "--name", "Faye Wong", "--phone", "+8613800138000");

    refused("taken", "account", "add", "faye", "--name", "Another");
    refused("linked", "account", "add", "other", "--name", "x", "--phone", "+86 138 0013 8000");
    refused("handle", "account", "add", "Not A Handle", "--name", "x");
    refused("phone number", "account", "add", "other", "--name", "x", "--phone", "123abc");
    refused("display name", "account", "add", "other", "--name", " ");
    refused("no account @nobody", "account", "link", "nobody", "+12025550142");
    refused("named as", "held", "give", "nonsense", "faye");
    refused("no message is held", "held", "play", "01a204c9-ab0d-7000-befa-9ee5a6c53383");
    refused("no post 7", "post", "delete", "7");
    assertThat(type("account", "list").out()).doesNotContain("other");
  }

  @Test
  void wrongSettingsEndEveryCommandWithTwo() throws Exception {
    Files.writeString(settings, "\nweb.prot=1\n", StandardOpenOption.APPEND);

    var said = type("account", "list");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("web.prot").hasLineCount(1);
  }

  @Test
  void emptyListsSayWhatToDo() {
    assertThat(type("account", "list").out()).contains("account add");
    assertThat(type("held", "list").out()).contains("No message is held");
  }

  @Test
  void heldMessageIsListedWrittenGivenAndGone() throws Exception {
    type("account", "add", "faye", "--name", "Faye Wong");
    var id = hold();
    var out = folder.resolve("message.mp3");

    assertThat(type("held", "list").out()).contains(id.toString(), "+86…00").contains("3 s");
    assertThat(type("held", "play", id.toString(), "--out", out.toString()).code()).isZero();
    assertThat(out).hasContent("sound");
    refused("there already", "held", "play", id.toString(), "--out", out.toString());
    assertThat(type("held", "give", id.toString(), "faye").out()).contains("/@faye/");
    refused("no message is held", "held", "give", id.toString(), "faye");
  }

  @Test
  void heldMessageIsDeletedWithItsAudio() throws Exception {
    var id = hold();

    assertThat(type("held", "delete", id.toString()).code()).isZero();

    try (var stores = Stores.open(config())) {
      assertThat(stores.audio().get(AudioKey.of(id, "mp3"))).isEmpty();
      assertThat(stores.microblog().postCommands().held(Optional.empty(), 1)).isEmpty();
    }
  }

  @Test
  void postIsDeletedByTheNumberInItsAddress() throws Exception {
    type("account", "add", "faye", "--name", "Faye Wong");
    var given = type("held", "give", hold().toString(), "faye").out().strip();
    var post = given.substring(given.lastIndexOf('/') + 1);

    assertThat(type("post", "delete", post).code()).isZero();

    try (var stores = Stores.open(config())) {
      assertThat(stores.microblog().postCommands().find(new PostId(Long.parseLong(post))))
          .isEmpty();
    }
  }

  @Test
  void lineOfTheSettingsIsTheFirstAndOthersAreAddedChangedAndRemoved() {
    assertThat(type("line", "list").out()).contains("8642", "en", "open", "Voicepost");
    assertThat(type("line", "add", "+862100001", "name=Valentine 情人节", "language=zh-CN", "tag=情人节"))
        .satisfies(said -> assertThat(said.code()).isZero())
        .satisfies(said -> assertThat(said.out()).doesNotContain("Asterisk"));
    assertThat(
            type(
                    "line",
                    "set",
                    "+862100001",
                    "hours=mon-fri 09:00-18:00",
                    "time-zone=Asia/Shanghai",
                    "admission=listed",
                    "calls-an-hour=0")
                .code())
        .isZero();

    assertThat(type("line", "list").out()).contains("+862100001", "zh-CN", "listed", "Valentine");
    assertThat(type("line", "show", "+862100001").out())
        .contains("hours=mon-fri 09:00-18:00 ", "tag=情人节 ", "calls-an-hour=0 ", "region=US ")
        .contains("as in Europe/Berlin");
    assertThat(type("line", "show", "8642").out()).contains("calls-an-hour=30 ", "hours= ");

    type("account", "add", "faye", "--name", "Faye Wong");
    assertThat(type("line", "members", "+862100001", "--add", "@faye").out()).contains("@faye");
    assertThat(type("line", "members", "+862100001").out()).contains("@faye");
    assertThat(type("line", "members", "+862100001", "--remove", "faye").out()).contains("Nobody");
    assertThat(type("line", "remove", "+862100001").code()).isZero();
    assertThat(type("line", "list").out()).doesNotContain("Valentine");
  }

  @Test
  void lineThatCannotBeSoIsRefusedInOneLine() {
    refused("no line 1", "line", "show", "1");
    refused("no line 1", "line", "set", "1", "name=x");
    refused("no line 1", "line", "remove", "1");
    refused("no line 1", "line", "members", "1");
    refused("already", "line", "add", "8642");
    refused("service number", "line", "add", "nonsense");
    refused("key=value", "line", "set", "8642", "name");
    refused("it has name, region, language", "line", "set", "8642", "color=red");
    refused("yes or no", "line", "set", "8642", "asks-language=maybe");
    refused("does not speak xx", "line", "set", "8642", "language=xx");
    refused("one of open, members, listed", "line", "set", "8642", "admission=all");
    refused("calls-an-hour is a whole number", "line", "set", "8642", "calls-an-hour=many");
    refused("0, for none", "line", "set", "8642", "calls-an-hour=-1");
    refused("Europe/Berlin", "line", "set", "8642", "time-zone=Mars");
    refused("no clock shows", "line", "set", "8642", "hours=mon 09:00-99:00");
    refused("1 s to 1 h", "line", "set", "8642", "longest-seconds=0");
    refused("id of a recording", "line", "set", "8642", "greeting=hello");
    refused("lower case", "line", "set", "8642", "tag=Not A Tag");
    refused("no account @nobody", "line", "members", "8642", "--add", "nobody");
    assertThat(type("line", "show", "8642").out()).contains("calls-an-hour=30 ");
  }

  private void refused(String because, String... words) {
    var said = type(words);
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains(because).hasLineCount(1);
    assertThat(said.out()).isEmpty();
  }

  @Test
  void commandsLeaveTheUploadsOfARunningGatewayAlone() throws Exception {
    var id = hold();
    var under = folder.resolve("audio/voicepost/audio").resolve(id + ".mp3-" + UUID.randomUUID());
    Files.writeString(under, "half");

    type("account", "list");
    type("held", "play", id.toString(), "--out", folder.resolve("out.mp3").toString());
    type("held", "delete", id.toString());

    assertThat(under).hasContent("half");
    assertThat(folder.resolve("out.mp3")).hasContent("sound");
  }

  @Test
  void commandsThatNeedNoAudioStartNoServerForIt() throws Exception {
    type("account", "add", "faye", "--name", "Faye Wong");
    type("line", "list");

    assertThat(folder.resolve("audio")).doesNotExist();
  }

  @Test
  void commandsDoNotBringOlderTablesUpToDate() throws Exception {
    type("account", "list");
    var newest = "(select max(installed_rank) from flyway_schema_history)";
    execute("delete from flyway_schema_history where installed_rank = " + newest);

    for (var command : List.of("account", "line", "held")) {
      refused("start the gateway", command, "list");
    }
    refused("start the gateway", "post", "delete", "7");
  }

  private void execute(String sql) throws SQLException {
    try (var db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("voicepost.db"));
        var statement = db.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void messageOfAModeratedLineIsListedAndApproved() throws Exception {
    var id = RecordingId.at(Instant.now());
    try (var stores = Stores.open(config())) {
      var faye = stores.accounts().create(new Handle("faye"), "Faye Wong");
      var author = Optional.of(faye.id());
      var hold =
          new Hold(
              HoldReason.MODERATION,
              author,
              Optional.empty(),
              Optional.of("8642"),
              Optional.empty(),
              Optional.empty());
      stores.database().approvals().hold(voice(id), Optional.empty(), hold, Instant.now());
    }

    assertThat(type("held", "list").out()).contains(id + "", "@faye, waits for a moderator");
    assertThat(type("held", "approve", id.toString()).out()).contains("Published: ", "/@faye/");

    assertThat(type("held", "list").out()).contains("No message is held.");
    assertThat(type("held", "approve", id.toString()).code()).isNotZero();
  }

  @Test
  void messageOfAnUnknownNumberIsNothingToApprove() throws Exception {
    var id = hold();

    var said = type("held", "approve", id.toString());

    assertThat(said.code()).isNotZero();
    assertThat(said.err()).contains("does not wait for a moderator");
    assertThat(type("held", "list").out()).contains(id.toString());
  }

  private static Voice voice(RecordingId id) {
    return new Voice(
        id,
        Duration.ofSeconds(3),
        List.of(50),
        List.of(new StoredRendition(AudioKey.of(id, "mp3"), "audio/mpeg", 5, "0".repeat(64))));
  }

  private RecordingId hold() throws Exception {
    var id = RecordingId.at(Instant.now());
    var key = AudioKey.of(id, "mp3");
    try (var stores = Stores.open(config())) {
      stores.audio().put(key, ByteBuffer.wrap("sound".getBytes(US_ASCII)), "audio/mpeg");
      stores
          .microblog()
          .postCommands()
          .hold(voice(id), Optional.of(config().vault().seal(NUMBER)), Instant.now());
    }
    return id;
  }

  private GatewayConfig config() throws ConfigException {
    return GatewayConfig.of(Settings.read(Optional.of(settings), Map.of()));
  }

  private Said type(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    var line = new ArrayList<>(List.of("--config", settings.toString()));
    line.addAll(List.of(words));
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(line.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString().strip());
  }
}
