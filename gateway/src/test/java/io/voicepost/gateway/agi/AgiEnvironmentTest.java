package io.voicepost.gateway.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.gateway.call.CallerProof;
import io.voicepost.gateway.spool.CallId;
import io.voicepost.gateway.spool.CallPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is read of the dialplan's arguments; what is refused is in [StrangersTest].
class AgiEnvironmentTest {
  private static final String NUMBER = "+12025550142";

  @Test
  void signatureIsReadWithItsToken() throws Exception {
    var environment =
        check(Map.of("agi_arg_6", "success", "agi_arg_7", "eyJh-_.eyJi." + "x".repeat(900)));

    assertThat(environment.verifyResult()).isEqualTo("success");
    assertThat(environment.identity()).startsWith("eyJh-_.eyJi.x").hasSize(912);
  }

  @Test
  void browserPhoneIsKnownByItsEndpoint() throws Exception {
    assertThat(check(Map.of("agi_channel", "PJSIP/browser-00000007")).path())
        .isEqualTo(CallPath.BROWSER);
    assertThat(check(Map.of("agi_channel", "PJSIP/trunk-00000007")).path())
        .isEqualTo(CallPath.PHONE);
  }

  @Test
  void ticketCountsFromTheBrowserPhoneAlone() throws Exception {
    var browser = Map.of("agi_channel", "PJSIP/browser-00000007", "agi_arg_9", "7-ab");
    assertThat(check(browser).proof()).isEqualTo(new CallerProof.Ticket("7-ab"));
    assertThat(check(browser).toString()).doesNotContain("7-ab");
    assertThat(check(Map.of("agi_arg_9", "7-ab")).proof()).isEqualTo(CallerProof.Signature.NONE);
    assertThat(check(Map.of("agi_channel", "PJSIP/browser-00000007")).proof())
        .isEqualTo(CallerProof.Signature.NONE);
    assertThatThrownBy(() -> check(Map.of("agi_arg_9", "7_AB")))
        .isInstanceOf(UntrustedPeerException.class);
  }

  @Test
  void callIsKnownByAHashOfItsName() throws Exception {
    assertThat(check(Map.of("agi_arg_8", "Xy12")).id()).contains(CallId.of("Xy12"));
    assertThat(CallId.of("Xy12").toString()).doesNotContain("Xy12");
    assertThat(check(Map.of()).id()).isEmpty();
  }

  @Test
  void callWithoutThoseArgumentsIsUnsigned() throws Exception {
    var environment = check(Map.of());

    assertThat(environment.verifyResult()).isEmpty();
    assertThat(environment.identity()).isEmpty();
  }

  @Test
  void tokenOfMoreThanAThousandCharactersIsNotOurDialplans() {
    assertThatThrownBy(() -> check(Map.of("agi_arg_7", "x".repeat(1001))))
        .isInstanceOf(UntrustedPeerException.class);
  }

  @Test
  void nothingOfTheCallerIsPrinted() throws Exception {
    assertThat(check(Map.of("agi_arg_7", "eyJh.eyJi.x")).toString()).doesNotContain(NUMBER, "eyJ");
  }

  private static AgiEnvironment check(Map<String, String> more) throws UntrustedPeerException {
    var entries = FakeAsterisk.environment(NUMBER);
    entries.putAll(more);
    return AgiEnvironment.check(lines(entries), FakeAsterisk.SECRET);
  }

  private static List<String> lines(Map<String, String> entries) {
    return entries.entrySet().stream().map(it -> it.getKey() + ": " + it.getValue()).toList();
  }
}
