package io.voicepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.testphone.Call;
import io.voicepost.gateway.testphone.DialResult;
import io.voicepost.gateway.testphone.DtmfMode;
import io.voicepost.gateway.testphone.EightTelephones;
import io.voicepost.gateway.testphone.Handset;
import io.voicepost.gateway.testphone.HeardPrompts;
import io.voicepost.gateway.testphone.Hearing;
import io.voicepost.gateway.testphone.PlacesCalls;
import io.voicepost.gateway.testphone.RealAsterisk;
import io.voicepost.gateway.testphone.Speech;
import io.voicepost.storage.Handle;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// All that a caller can do with a telephone, one thing a test: real calls with a human voice and
/// real keys through a real Asterisk into a running gateway, and then a look at the pages. Each
/// caller has an account and a number of their own, and each call is made at the same time as the
/// others.
@Execution(ExecutionMode.CONCURRENT)
@PlacesCalls
@ExtendWith(EightTelephones.class)
final class LineByTelephoneTest {
  private static final AtomicInteger numbers = new AtomicInteger(30);

  /// Whose messages are posts when all calls are over, each once.
  private static final Set<String> posted = ConcurrentHashMap.newKeySet();

  /// How many messages are held when all calls are over.
  private static final AtomicInteger held = new AtomicInteger();

  /// What no log may have.
  private static final Queue<String> secrets = new ConcurrentLinkedQueue<>();

  private static final Pattern WAITING = Pattern.compile("/waiting/[0-9a-f-]{36}");

  /// The link to a post, around the time when it was made.
  private static final Pattern AUTHOR =
      Pattern.compile("<a class=\"time\" href=\"/@([^\"/]+)/[0-9]+\"");

  /// As the service's settings have it.
  private static final PhoneVault VAULT =
      new PhoneVault("01234567890123456789012345678901".getBytes(StandardCharsets.US_ASCII));

  @RegisterExtension private static final Failures failures = new Failures();

  @TempDir private static Path folder;
  private static Service service;
  private static Database database;
  private static Path speech;

  @BeforeAll
  static void start() throws IOException {
    // A test that is tried again runs in the same process.
    posted.clear();
    held.set(0);
    secrets.clear();
    service = new Service(folder);
    service.startGateway();
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("data/voicepost.db")));
    speech = folder.resolve("speech.wav");
    Speech.cut(Speech.human(folder), speech, Duration.ofSeconds(3));
  }

  /// All calls together: what was posted and held is there, nothing else, and no log knows a number
  /// or a PIN.
  @AfterAll
  static void nothingElseIsLeft() throws Exception {
    try (var open = service;
        var _ = database) {
      if (failures.none()) {
        open.settledSpool();
        assertThat(authors(open.page("/"))).containsExactlyInAnyOrderElementsOf(posted);
        assertThat(open.operate("held", "list").lines().filter(it -> it.contains(" s  ")))
            .hasSize(held.get());
      }
      assertThat(open.logs()).contains("gateway ready url=").doesNotContain("202555");
      for (var secret : secrets) {
        assertThat(open.logs()).doesNotContainPattern("(?<![0-9a-f])" + secret + "(?![0-9a-f])");
      }
    }
  }

  @Test
  void aMessageIsHeardRecordedAgainAddedToAndPosted() throws Exception {
    try (var phone = dial(member("again"))) {
      speak(phone).begins("review-post").presses("2").hears(speech);
      phone.begins("review-post").presses("3").begins("speak-now").presses("1");
      phone.speaks().presses("#").hears("saved-so-far");
      phone.begins("review-post").presses("4").begins("add-now").presses("1");
      phone.speaks().presses("#").begins("review-post").presses("0");
      phone.begins("review-post").presses("1").hears("posted");
    }
    var post = Hearing.samples(postOf("again"));
    assertThat(Hearing.duration(post)).isBetween(Duration.ofMillis(5_800), Duration.ofSeconds(8));
    assertThat(Handset.isWhole(Hearing.samples(speech), post)).isTrue();
    var second = Arrays.copyOfRange(post, post.length / 2 - Hearing.RATE / 4, post.length);
    assertThat(Handset.isWhole(Hearing.samples(speech), second)).isTrue();
  }

  @Test
  void starThrowsAMessageAway() throws Exception {
    try (var phone = dial(member("thrower"))) {
      speak(phone).begins("review-post").presses("*").hears("thrown-away").begins("main-menu");
    }
  }

  @Test
  void hangingUpDropsWhereTheAccountSaysSo() throws Exception {
    try (var owner = WebMember.join(service, "dropper")) {
      owner.chooses(CallerClass.NORMAL, HangUpRule.DROP);
      try (var phone = dial(linked("dropper"))) {
        speak(phone).hears("saved-so-far", "review-drop");
      }
    }
  }

  @Test
  void aDraftIsOfferedOnTheNextCallHeardAndPosted() throws Exception {
    try (var owner = WebMember.join(service, "drafter")) {
      owner.chooses(CallerClass.NORMAL, HangUpRule.DRAFT);
      var number = linked("drafter");
      try (var phone = dial(number)) {
        speak(phone).hears("saved-so-far", "review-draft");
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> owner.page("/drafts").contains("/audio/"));
      assertThat(service.postsOn("/@drafter")).isEmpty();
      try (var phone = dial(number)) {
        phone.begins("draft-offer").presses("2").hears(speech);
        phone.begins("draft-offer").presses("1").hears("posted");
      }
      assertSpoken(postOf("drafter"));
    }
  }

  @Test
  void nineTakesAPostDownThatWasJustPosted() throws Exception {
    try (var phone = dial(member("undoer"))) {
      speak(phone).begins("review-post").presses("1").begins("posted-keys");
      var places = places("undoer");
      phone.presses("9").hears("taken-down");
      assertGone("undoer", places);
    }
  }

  @Test
  void nineTakesAPostDownOnTheNextCall() throws Exception {
    var number = member("regretter");
    try (var phone = dial(number)) {
      speak(phone).begins("review-post");
    }
    var places = places("regretter");
    try (var phone = dial(number)) {
      phone.begins("posted-before").begins("posted-after").presses("9").hears("taken-down");
      assertGone("regretter", places);
    }
  }

  @Test
  void aPhoneIsLinkedByTheCodeOnTheWebAndThenPosts() throws Exception {
    try (var owner = WebMember.join(service, "linker")) {
      var number = number();
      var code = owner.linkCode(number);
      secrets.add(code);
      try (var phone = dial(number)) {
        phone.begins("welcome").presses("0").begins("stranger").presses("1");
        phone.begins("code-please").presses(another(code)).hears("code-wrong");
        phone.begins("code-please").presses(code).hears("linked-to");
        speak(phone).begins("review-post").presses("1").hears("posted");
      }
      assertThat(owner.page(WebMember.TELEPHONE)).contains(masked(number));
      assertSpoken(postOf("linker"));
    }
  }

  @Test
  void anAccountIsOpenedByTelephoneAndClaimedOnTheWebByTheSpokenCode() throws Exception {
    DialResult.Ended call;
    var number = number();
    try (var phone = dial(number)) {
      phone.begins("welcome").presses("0").begins("stranger").presses("2");
      phone.begins("terms").presses("1").hears("your-name", "your-code", "once-more");
      phone.hears("claim-on-web").presses("#");
      speak(phone).begins("review-post").presses("1").hears("posted");
      call = phone.hangsUp();
    }
    var heard = String.join(" ", HeardPrompts.prompts(service.asterisk(), call));
    // Said twice, so that one may be missed.
    var code =
        Stream.of(heard.split("once-more", -1))
            .map(LineByTelephoneTest::digits)
            .filter(it -> it.length() == 10)
            .findFirst()
            .orElseThrow(() -> new AssertionError(heard));
    secrets.add(code);
    var opened = database.accounts().byPhone(VAULT.seal(new PhoneNumber(number)).key());
    var handle = opened.orElseThrow().handle().value();
    try (var owner = new WebMember(service)) {
      owner.claims(handle, code);
      assertSpoken(postOf(handle));
    }
  }

  @Test
  void anAccountIsNamedByNumberAndPinFromAWithheldNumber() throws Exception {
    try (var owner = WebMember.join(service, "absent")) {
      var pin = pin(owner);
      var number = linked("absent");
      try (var phone =
          Handset.dial(service.asterisk(), call(number, RealAsterisk.LINE).withheld())) {
        phone.begins("welcome").presses("0").begins("stranger-withheld").presses("3");
        phone.begins("number-please").presses(number.substring(1) + "#");
        phone.begins("pin-please").presses(pin).hears("pin-right");
        speak(phone).begins("review-post").presses("1").hears("posted");
      }
      assertSpoken(postOf("absent"));
    }
  }

  @Test
  void aProtectedAccountPostsWithItsPinAndHoldsWithoutIt() throws Exception {
    try (var owner = WebMember.join(service, "guarded")) {
      owner.chooses(CallerClass.PROTECTED, HangUpRule.PUBLISH);
      var pin = pin(owner);
      var number = linked("guarded");
      try (var phone = dial(number)) {
        phone.begins("pin-please").presses(pin).hears("pin-right");
        speak(phone).begins("review-post").presses("1").hears("posted");
      }
      assertSpoken(postOf("guarded"));

      var wrong = another(pin);
      secrets.add(wrong);
      try (var phone = dial(number)) {
        phone.begins("pin-please").presses(wrong).hears("pin-wrong");
        phone.begins("pin-please").presses(wrong).hears("pin-wrong");
        phone.begins("pin-please").presses(wrong).hears("pin-locked");
        speak(phone).begins("review-held").presses("1").hears("awaits-approval");
      }
      awaitHeld(owner, 1);
      assertThat(service.postsOn("/@guarded")).hasSize(1);
    }
  }

  @Test
  void aLineThatIsAddedMeanwhileTagsItsPosts() throws Exception {
    service.operate("line", "add", "8701", "name=Valentine", "tag=valentine");
    try (var phone = dial(member("lover"), "8701")) {
      speak(phone).begins("review-post").presses("1").hears("posted");
    }
    assertSpoken(postOf("lover"));
    assertThat(service.postsOn("/tags/valentine")).isEqualTo(service.postsOn("/@lover"));
  }

  @Test
  void aLineForMembersTakesNobodyElse() throws Exception {
    service.operate("line", "add", "8702", "admission=members");
    try (var phone = dial(number(), "8702")) {
      phone.hears("members-only").begins("stranger");
    }
  }

  @Test
  void aClosedLineSaysWhenItOpens() throws Exception {
    var day =
        LocalDate.now(ZoneOffset.UTC)
            .plusDays(3)
            .getDayOfWeek()
            .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
            .toLowerCase(Locale.ROOT);
    var hours = "hours=" + day.substring(0, 3) + " 09:30-10:00";
    service.operate("line", "add", "8703", "time-zone=UTC", hours);
    try (var phone = dial(member("early"), "8703")) {
      phone.hears("line-closed", "opens", day, "nine", "thirty", "am");
      assertTurnedAway(phone);
    }
  }

  @Test
  void aKeyChoosesTheLanguageAndAnotherTheOther() throws Exception {
    service.operate("line", "add", "8704", "asks-language=yes");
    var call = call(member("bilingual"), "8704").with(DtmfMode.INFO);
    try (var phone = Handset.dial(service.asterisk(), call)) {
      phone.begins("language-by-key").presses("2").begins("zh", "welcome").presses("1");
      phone.speaks().presses("#").begins("zh", "review-post").presses("1");
      phone.begins("zh", "posted-keys").presses("*").begins("zh", "main-menu").presses("6");
      phone.begins("language-by-key").presses("1").hears("language-changed").begins("main-menu");
    }
    assertSpoken(postOf("bilingual"));
  }

  @Test
  void anOperatorReplacesAPromptAndTheNextCallerHearsIt() throws Exception {
    try (var owner = WebMember.join(service, "prompter")) {
      service.operate("account", "role", "prompter", "operator");
      var pin = pin(owner);
      try (var phone = dial(linked("prompter"))) {
        phone.begins("welcome").presses("*").begins("main-menu").presses("8");
        phone.begins("pin-please").presses(pin).hears("pin-right");
        phone.begins("prompt-number-please").presses("252").hears("prompt-now", "no-drafts");
        phone.begins("prompt-keys").presses("1").begins("prompt-record").presses("1");
        phone.speaks().presses("#").begins("prompt-review").presses("2").hears(speech);
        phone.begins("prompt-review").presses("1").hears("prompt-replaced");
      }
    }
    try (var phone = dial(member("next"))) {
      phone.begins("welcome").presses("*").begins("main-menu").presses("4").hears(speech);
    }
  }

  @Test
  void whoCallsTooOftenIsToldToWait() throws Exception {
    service.operate("line", "add", "8705", "calls-an-hour=1");
    var number = member("eager");
    try (var phone = dial(number, "8705")) {
      phone.begins("welcome");
    }
    try (var phone = dial(number, "8705")) {
      phone.hears("too-many-calls", "wait-for", "sixty", "minutes", "then-call");
      assertTurnedAway(phone);
    }
  }

  @Test
  void aLineWithOneCallAtOnceIsBusyForTheNext() throws Exception {
    service.operate("line", "add", "8706", "line-calls-at-once=1");
    try (var first = dial(member("first"), "8706")) {
      // Stays without a word for as long as the other may take.
      first.begins("welcome").presses("*").begins("main-menu");
      try (var second = dial(member("second"), "8706")) {
        second.hears("line-busy");
        assertTurnedAway(second);
      }
    }
  }

  @Test
  void aBusyToneAndAFaxAreHeldAndCounted() throws Exception {
    var busy = sound("busy", 8, at -> at % 1 < 0.5 ? tone(480, at) + tone(620, at) : 0);
    var fax = sound("fax", 11, at -> at % 3.5 < 0.5 ? tone(1100, at) : 0);
    try (var owner = WebMember.join(service, "machine")) {
      var number = linked("machine");
      for (var sound : List.of(busy, fax)) {
        PhoneToPostTest.ended(Call.of(sound, number, RealAsterisk.LINE, service.asterisk().sip()));
      }
      awaitHeld(owner, 2);
    }
    assertThat(service.metrics())
        .contains("voicepost_messages_heard_total{what=\"tones\"} 1")
        .contains("voicepost_messages_heard_total{what=\"fax\"} 1")
        .contains("voicepost_messages_heard_total{what=\"voice\"}");
    assertThat(service.postsOn("/@machine")).isEmpty();
  }

  /// Waits until that many messages wait for an account's owner.
  private static void awaitHeld(WebMember owner, int messages) {
    held.addAndGet(messages);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                WAITING
                    .matcher(owner.page(WebMember.TELEPHONE))
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .count(),
            found -> found == messages);
  }

  /// The service hangs up, and nobody was asked for a message.
  private static void assertTurnedAway(Handset phone) throws Exception {
    var call = phone.hears("goodbye").ends();
    assertThat(call.byService()).isTrue();
    assertThat(call.spoken()).isZero();
  }

  /// From the greeting to the end of the message.
  private static Handset speak(Handset phone) throws Exception {
    return phone.begins("welcome").presses("1").speaks().presses("#");
  }

  private static Handset dial(String number) {
    return dial(number, RealAsterisk.LINE);
  }

  private static Handset dial(String number, String line) {
    return Handset.dial(service.asterisk(), call(number, line));
  }

  private static Call call(String number, String line) {
    return Call.of(speech, number, line, service.asterisk().sip());
  }

  private static String number() {
    return "+120255504" + numbers.incrementAndGet();
  }

  /// As the operator reads it.
  private static String masked(String number) {
    return "+12…" + number.substring(number.length() - 2);
  }

  /// Makes an account with a phone.
  private static String member(String handle) throws Exception {
    database.accounts().create(new Handle(handle), handle);
    return linked(handle);
  }

  /// Gives an account a phone.
  private static String linked(String handle) throws Exception {
    var number = number();
    var account = database.accounts().byHandle(new Handle(handle)).orElseThrow();
    database.accounts().linkPhone(account.id(), VAULT.seal(new PhoneNumber(number)));
    return number;
  }

  private static String pin(WebMember owner) throws Exception {
    var pin = owner.pin();
    secrets.add(pin);
    return pin;
  }

  /// Digits that differ in the last.
  private static String another(String digits) {
    int last = digits.length() - 1;
    return digits.substring(0, last) + (char) ('0' + (digits.charAt(last) - '0' + 1) % 10);
  }

  /// The digits that were said after the last other words.
  private static String digits(String heard) {
    var names =
        List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
    var text = new StringBuilder();
    for (var name : heard.replaceFirst(".*your-code|claim-on-web.*", "").strip().split(" ", -1)) {
      text.append(names.contains(name) ? "" + names.indexOf(name) : "");
    }
    return text.toString();
  }

  /// Whose posts are on a page, a handle for each post.
  private static List<String> authors(String page) {
    return AUTHOR.matcher(page).results().map(it -> it.group(1)).toList();
  }

  private static Path postOf(String handle) throws Exception {
    posted.add(handle);
    return service.onlyPostOf(handle);
  }

  /// It is the speech, however many gaps a busy machine has made into it.
  private static void assertSpoken(Path post) throws IOException {
    assertThat(Handset.isWhole(Hearing.samples(speech), Hearing.samples(post))).isTrue();
  }

  /// Where an account's one post is to be found, once it is: its page and its audio.
  private static List<String> places(String handle) throws Exception {
    service.onlyPostOf(handle);
    var link = Pattern.compile("/@" + handle + "/[0-9]+").matcher(service.page("/@" + handle));
    assertThat(link.find()).isTrue();
    var audio = service.postsOn("/@" + handle).getFirst();
    assertThat(service.page("/@" + handle + "/feed")).contains(audio);
    assertThat(service.status(link.group())).isEqualTo(200);
    return List.of(link.group(), audio);
  }

  private static void assertGone(String handle, List<String> places) throws Exception {
    for (var place : places) {
      assertThat(service.status(place)).as(place).isEqualTo(404);
    }
    assertThat(service.postsOn("/@" + handle)).isEmpty();
    assertThat(service.page("/@" + handle + "/feed")).doesNotContain("/audio/");
  }

  private interface Wave {
    double at(double seconds);
  }

  private static Path sound(String name, int seconds, Wave wave) throws IOException {
    int samples = seconds * Hearing.RATE;
    byte[] wav = Sound.silence(Hearing.RATE, samples);
    var sound = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples; i++) {
      sound.putShort(Sound.HEADER + 2 * i, (short) (8_000 * wave.at((double) i / Hearing.RATE)));
    }
    return Files.write(folder.resolve(name + ".wav"), wav);
  }

  private static double tone(int hertz, double at) {
    return Math.sin(2 * Math.PI * hertz * at);
  }
}
