package io.voicepost.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.access.AuthMethod;
import io.voicepost.gateway.access.PasswordResult;
import io.voicepost.gateway.access.Secret;
import io.voicepost.gateway.access.SignInDevice;
import io.voicepost.gateway.access.SignInResult;
import io.voicepost.gateway.cli.Main;
import io.voicepost.gateway.config.ConfigException;
import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.config.Settings;
import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PinResult;
import io.voicepost.gateway.web.OneTimeCodes;
import io.voicepost.storage.Handle;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import io.voicepost.storage.sql.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets get new values, and everything that was made with the old ones still works.
class SecretRotationTest {
  private static final String PHONE = "+8613800138000";
  private static final String OLD = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

  @TempDir private Path folder;
  private Path settings;

  private record Said(int code, String out, String err) {}

  @BeforeEach
  void configure() throws Exception {
    settings =
        Files.writeString(
            folder.resolve("settings"),
            """
            # Keep this file.
            data.folder=%s
            web.port=0
            agi.port=0
            agi.secret=abcdefghijklmnop
            fallback.key=abcdefghijklmnop
            phone.secret=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
            password.secret=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
            """
                .formatted(folder.resolve("data")));
  }

  @Test
  void phonesAndPasswordsAreAsGoodAsBeforeOnSqlite() throws Exception {
    phonesAndPasswordsAreAsGoodAsBefore();
  }

  @Test
  void phonesAndPasswordsAreAsGoodAsBeforeOnPostgres() throws Exception {
    try (var postgres =
        EmbeddedPostgres.builder().setDataDirectory(folder.resolve("postgres")).start()) {
      Files.writeString(
          settings,
          Files.readString(settings)
              + "database.url=jdbc:postgresql://127.0.0.1:%d/postgres\n"
                  .formatted(postgres.getPort())
              + "database.user=postgres\ndatabase.password=postgres\n");
      phonesAndPasswordsAreAsGoodAsBefore();
    }
  }

  private void phonesAndPasswordsAreAsGoodAsBefore() throws Exception {
    Gateway.start(config()).close();
    assertThat(type("account", "add", "faye", "--name", "Faye", "--phone", PHONE).code()).isZero();
    password("correct horse");
    var pin = pin();
    var held = hold();
    var before = Files.readString(settings);

    assertThat(type("keys", "rotate"))
        .satisfies(said -> assertThat(said.code()).as(said.err()).isZero())
        .satisfies(said -> assertThat(said.out()).contains("phone.secret has", "agi.secret has"));
    var after = Files.readString(settings);
    assertThat(after).contains("# Keep this file.", "web.port=0").doesNotContain("agi.secret=abcd");
    assertThat(after)
        .contains("phone.secret-previous=MDEy", "password.secret-previous=MDEy", "previous=abcd")
        .isNotEqualTo(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
        .isEqualTo("rw-------");

    // The gateway still runs with the old ones: nothing is written that it would not find.
    assertThat(type("account", "link", "faye", "+12025550142").err()).contains("start the gateway");
    var early = type("keys", "finish");
    assertThat(early.code()).isEqualTo(1);
    assertThat(early.out()).contains("has not started with the new one yet");
    assertThat(Files.readString(settings)).isEqualTo(after);
    assertThat(type("keys", "rotate", "phone.secret").err()).contains("has an old value already");

    Gateway.start(config()).close();

    assertThat(type("account", "list").out()).contains("+86…00");
    try (var stores = Stores.attach(config())) {
      assertThat(stores.directory().identify(PHONE, "US")).isInstanceOf(Caller.Member.class);
      var phone = stores.microblog().postCommands().heldMessage(held).orElseThrow().phone();
      assertThat(config().vault().opens(phone.orElseThrow().number())).isTrue();
    }
    var finish = type("keys", "finish");
    assertThat(finish.code()).isEqualTo(1);
    assertThat(finish.out())
        .contains("The old phone.secret is forgotten", "The old fallback.key is forgotten")
        .contains("The old password.secret is kept: 2 passwords, PINs");
    try (var stores = Stores.attach(config())) {
      var faye = stores.accounts().byHandle(new Handle("faye")).orElseThrow();
      assertThat(stores.access().passwords().signIn("faye", "wrong horse", "here"))
          .isInstanceOf(PasswordResult.Wrong.class);
      assertThat(stores.access().passwords().signIn("faye", "correct horse", "here"))
          .isInstanceOf(PasswordResult.SignedIn.class);
      assertThat(stores.telephone().pins().check(faye.id(), pin))
          .isInstanceOf(PinResult.Right.class);
    }
    assertThat(type("keys", "finish").code()).isZero();
    assertThat(Files.readString(settings)).doesNotContain("previous", "MDEy");
    try (var stores = Stores.attach(config())) {
      var faye = stores.accounts().byHandle(new Handle("faye")).orElseThrow();
      assertThat(stores.access().passwords().signIn("faye", "correct horse", "here"))
          .isInstanceOf(PasswordResult.SignedIn.class);
      assertThat(stores.telephone().pins().check(faye.id(), pin))
          .isInstanceOf(PinResult.Right.class);
      assertThat(stores.directory().identify(PHONE, "US")).isInstanceOf(Caller.Member.class);
    }
  }

  @Test
  void linkCodeOfBeforeStillLinks() throws Exception {
    Gateway.start(config()).close();
    type("account", "add", "faye", "--name", "Faye");
    var code = link();
    type("keys", "rotate", "phone.secret");
    Gateway.start(config()).close();

    try (var stores = Stores.attach(config())) {
      stores.telephone().links().link(code, config().vault().seal(new PhoneNumber(PHONE)));
      assertThat(stores.directory().identify(PHONE, "US")).isInstanceOf(Caller.Member.class);
    }
  }

  @Test
  void wrongSecretIsToldInsteadOfFindingNobody() throws Exception {
    Gateway.start(config()).close();
    type("account", "add", "faye", "--name", "Faye", "--phone", PHONE);
    Files.writeString(
        settings, Files.readString(settings).replace("phone.secret=MDEy", "phone.secret=AAAA"));

    assertThatThrownBy(() -> Gateway.start(config()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another phone.secret")
        .message()
        .hasLineCount(1)
        .doesNotContain("AAAA");
    assertThat(type("account", "list").err()).contains("another phone.secret");
  }

  @Test
  void passwordSecretIsRotatedAgainBeforeEverybodyHasSignedIn() throws Exception {
    Gateway.start(config()).close();
    type("account", "add", "faye", "--name", "Faye");
    password("correct horse");
    for (int again = 0; again < 3; again++) {
      assertThat(type("keys", "rotate", "password.secret").code()).isZero();
    }
    Gateway.start(config()).close();

    try (var stores = Stores.attach(config())) {
      assertThat(stores.access().passwords().signIn("faye", "correct horse", "here"))
          .isInstanceOf(PasswordResult.SignedIn.class);
    }
    assertThat(type("keys", "finish", "password.secret").code()).isZero();
  }

  /// A second factor is sealed anew when it is used; until then the old secret is not forgotten.
  @Test
  void authenticatorAppStillSignsInOnceTheOldSecretIsForgotten() throws Exception {
    Gateway.start(config()).close();
    type("account", "add", "faye", "--name", "Faye");
    password("correct horse");
    var noon = Instant.parse("2026-11-22T12:00:00Z");
    var app = authenticator(noon);
    assertThat(type("keys", "rotate", "password.secret").code()).isZero();
    Gateway.start(config()).close();

    try (var stores = Stores.attach(config())) {
      assertThat(stores.access().passwords().signIn("faye", "correct horse", "here"))
          .isInstanceOf(PasswordResult.SignedIn.class);
    }
    assertThat(type("keys", "finish").out()).contains("The old password.secret is kept: 1 ");
    assertThat(enter(app, noon.plusSeconds(30))).isInstanceOf(SignInResult.Open.class);
    assertThat(type("keys", "finish").code()).isZero();
    assertThat(Files.readString(settings)).doesNotContain("previous");

    assertThat(enter(app, noon.plusSeconds(60))).isInstanceOf(SignInResult.Open.class);
  }

  /// As in a container, which has its settings from a file that is the host's.
  @Test
  void whatCannotBeWrittenHereIsSaidToBeChangedByHand() throws Exception {
    Gateway.start(config()).close();
    var before = Files.readString(settings);
    var inTheWay = Files.createDirectories(folder.resolve("settings.new/folder"));

    var rotate = type("keys", "rotate", "phone.secret");
    assertThat(rotate.code()).isEqualTo(1);
    assertThat(rotate.err())
        .contains("cannot be changed from here", "by hand to phone.secret, phone.secret-previous");
    assertThat(rotate.out()).isEmpty();

    Files.writeString(settings, before + "phone.secret-previous=" + OLD);
    Gateway.start(config()).close();
    var finish = type("keys", "finish");
    assertThat(finish.code()).isEqualTo(1);
    assertThat(finish.err())
        .contains("take out by hand what nothing needs any more: phone.secret-previous");
    assertThat(finish.out()).doesNotContain("forgotten");

    Files.delete(inTheWay);
    assertThat(type("keys", "finish").out()).contains("The old phone.secret is forgotten");
    assertThat(Files.readString(settings)).doesNotContain("phone.secret-previous");
  }

  @Test
  void keysAreListedAndNeverShown() throws Exception {
    assertThat(type("keys", "list").out())
        .contains("phone.secret", "password.secret", "browser-phone.secret")
        .contains("not set")
        .doesNotContain("MDEy", "abcdefghijklmnop");
    assertThat(type("keys", "rotate", "nonsense").err()).contains("there is no secret");
    assertThat(type("keys", "finish").out()).contains("No old value is kept");
    type("keys", "rotate", "phone.secret");
    assertThat(type("keys", "list").out()).contains("rotated, the old one is kept");
  }

  private void password(String password) {
    var input = System.in;
    try {
      System.setIn(new ByteArrayInputStream((password + "\n").getBytes(US_ASCII)));
      assertThat(type("account", "password", "faye").code()).isZero();
    } finally {
      System.setIn(input);
    }
  }

  /// An authenticator app of Faye's.
  ///
  /// @return its secret
  private String authenticator(Instant now) throws Exception {
    try (var database = Database.attach(config().database())) {
      var factors = AccessServices.open(database, config().access(), clock(now)).secondFactors();
      var faye = database.accounts().byHandle(new Handle("faye")).orElseThrow().id();
      var secret = factors.begin(faye).orElseThrow().secret();
      assertThat(factors.confirm(faye, OneTimeCodes.at(secret, now), "here")).isPresent();
      return secret;
    }
  }

  /// How far Faye gets with the code that her app shows after her password.
  private SignInResult enter(String app, Instant now) throws Exception {
    try (var database = Database.attach(config().database())) {
      var signIns = AccessServices.open(database, config().access(), clock(now)).signIns();
      var faye = database.accounts().byHandle(new Handle("faye")).orElseThrow().id();
      var here = new SignInDevice("here", Secret.fresh());
      var asked = (SignInResult.CodeNeeded) signIns.open(faye, AuthMethod.PASSWORD, here);
      return signIns.finish(asked.ticket().value(), OneTimeCodes.at(app, now), here);
    }
  }

  private static Clock clock(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private String pin() throws Exception {
    try (var stores = Stores.attach(config())) {
      var faye = stores.accounts().byHandle(new Handle("faye")).orElseThrow();
      return stores.telephone().pins().issue(faye.id()).digits();
    }
  }

  private String link() throws Exception {
    try (var stores = Stores.attach(config())) {
      var faye = stores.accounts().byHandle(new Handle("faye")).orElseThrow();
      return stores.telephone().links().issue(faye.id(), new PhoneNumber(PHONE)).digits();
    }
  }

  private RecordingId hold() throws Exception {
    var id = RecordingId.at(Instant.now());
    var voice =
        new Voice(
            id,
            Duration.ofSeconds(3),
            List.of(50),
            List.of(new StoredRendition(AudioKey.of(id, "mp3"), "audio/mpeg", 5, "0".repeat(64))));
    try (var stores = Stores.attach(config())) {
      var phone = config().vault().seal(new PhoneNumber("+12025550199"));
      stores.microblog().postCommands().hold(voice, Optional.of(phone), Instant.now());
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
