package io.voicepost.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.spool.Attestation;
import io.voicepost.storage.access.PassportStore;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

class PassportVerifierTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String CLAIMS =
      """
      {"attest":"A","dest":{"tn":["12025550199","12025550100"]},"iat":%d,\
      "orig":{"tn":"12025550142"},"origid":"123e4567-e89b-12d3-a456-426655440000"}\
      """
          .formatted(NOON.getEpochSecond());

  @TempDir private Path folder;
  private Database database;
  private PassportVerifier passports;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    passports = passports(NOON);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private PassportVerifier passports(Instant now) {
    return new PassportVerifier(
        database.passports(), new PhoneVault(new byte[32]), Clock.fixed(now, ZoneOffset.UTC));
  }

  private static String header(String claims) {
    return header(claims, "c2lnbmF0dXJl");
  }

  private static String header(String claims, String signature) {
    var url = Base64.getUrlEncoder().withoutPadding();
    return url.encodeToString("{\"alg\":\"ES256\",\"ppt\":\"shaken\"}".getBytes(UTF_8))
        + "."
        + url.encodeToString(claims.getBytes(UTF_8))
        + "."
        + signature
        + ";info=<https://cert.example/a.pem>;alg=ES256;ppt=shaken";
  }

  private static SignedCall call(String result, String header) {
    return new SignedCall(result, header, "(202) 555-0142", "+12025550100", "US");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B", "C"})
  void freshSignedCallIsWhatItsCarrierSays(String attest) {
    var claims = CLAIMS.replace("\"A\"", "\"" + attest + "\"");

    assertThat(passports.attestation(call("success", header(claims))))
        .isEqualTo(Attestation.valueOf(attest));
  }

  @Test
  void unsignedCallHasNone() {
    assertThat(passports.attestation(call("", ""))).isEqualTo(Attestation.NONE);
    assertThat(passports.attestation(call("", header(CLAIMS)))).isEqualTo(Attestation.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"signature_failed", "SUCCESS ", "certificate_expired", "no"})
  void signatureThatIsNotRightHasFailedWhateverItSays(String result) {
    assertThat(passports.attestation(call(result, header(CLAIMS)))).isEqualTo(Attestation.FAILED);
  }

  @ParameterizedTest
  @CsvSource({"-16, FAILED", "-15, A", "0, A", "15, A", "16, FAILED", "86400, FAILED"})
  void signatureIsBelievedForFifteenSeconds(int age, Attestation expected) {
    assertThat(passports(NOON.plusSeconds(age)).attestation(call("success", header(CLAIMS))))
        .isEqualTo(expected);
  }

  @Test
  void signatureForAnotherCallHasFailed() {
    var header = header(CLAIMS);
    assertThat(
            passports.attestation(
                new SignedCall("success", header, "2025550142", "+12025550101", "US")))
        .isEqualTo(Attestation.FAILED);
    assertThat(
            passports.attestation(
                new SignedCall("success", header, "2025550143", "+12025550100", "US")))
        .isEqualTo(Attestation.FAILED);
    assertThat(passports.attestation(new SignedCall("success", header, "", "+12025550100", "US")))
        .isEqualTo(Attestation.FAILED);
    // None of these used it up.
    assertThat(passports.attestation(call("success", header))).isEqualTo(Attestation.A);
  }

  @Test
  void signatureIsBelievedOnceHoweverItIsWritten() {
    assertThat(passports.attestation(call("success", header(CLAIMS)))).isEqualTo(Attestation.A);
    assertThat(passports.attestation(call("success", header(CLAIMS))))
        .isEqualTo(Attestation.FAILED);
    // Of every ECDSA signature there is another one for the same text.
    assertThat(passports.attestation(call("success", header(CLAIMS, "YW5vdGhlcg"))))
        .isEqualTo(Attestation.FAILED);
    var next = CLAIMS.replace("123e4567", "123e4568");
    assertThat(passports.attestation(call("success", header(next)))).isEqualTo(Attestation.A);
  }

  @Test
  void shortNumberIsDialledAsItIs() {
    var claims = CLAIMS.replace("12025550199", "8642");
    assertThat(
            passports.attestation(
                new SignedCall("success", header(claims), "2025550142", "8642", "US")))
        .isEqualTo(Attestation.A);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..sig",
        "a.b",
        "a.b.c.d",
        "e30.%%%.x",
        "e30.e30.x",
        "e30.bnVsbA.x",
        "e30..x",
        "e30.W10.x",
        "e30.IiI.x"
      })
  void whatIsNoPassportProvesNothing(String header) {
    assertThat(passports.attestation(call("success", header))).isEqualTo(Attestation.FAILED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"A\"; \"D\"",
        "\"A\"; \"AA\"",
        "\"A\"; 1",
        "\"tn\":[; \"uri\":[",
        "\"iat\":; \"iat\":1e9",
        "\"iat\":; \"iat\":-",
        "\"orig\"; \"oric\"",
        "\"iat\":; \"iat\":99999999"
      })
  void claimsThatAreNotAsTheyShouldBeProveNothing(String part, String instead) {
    assertThat(CLAIMS).contains(part);
    assertThat(passports.attestation(call("success", header(CLAIMS.replace(part, instead)))))
        .isEqualTo(Attestation.FAILED);
  }

  @Test
  void databaseThatIsDownLeavesNothingToBelieve() throws Exception {
    var down = Mockito.mock(PassportStore.class);
    Mockito.when(down.isFirst(Mockito.any(), Mockito.any())).thenThrow(new IOException("down"));
    var alone =
        new PassportVerifier(down, new PhoneVault(new byte[32]), Clock.fixed(NOON, ZoneOffset.UTC));

    assertThat(alone.attestation(call("success", header(CLAIMS)))).isEqualTo(Attestation.NONE);
  }

  @Test
  void numbersAreNotPrinted() {
    assertThat(call("success", header(CLAIMS)).toString()).doesNotContain("555");
    assertThat(Passport.parse(header(CLAIMS)).orElseThrow().toString()).doesNotContain("555");
  }
}
