package io.voicepost.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.storage.SealedNumber;
import java.util.Base64;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneVaultTest {
  private static final PhoneNumber FAYE = new PhoneNumber("+12025550142");
  private final PhoneVault vault = new PhoneVault(secret(1));

  @Test
  void aSealedNumberOpensWithTheSameSecret() {
    var sealed = vault.seal(FAYE);

    assertThat(new PhoneVault(secret(1)).open(sealed.number())).isEqualTo(FAYE);
  }

  @Test
  void aSealedNumberDoesNotOpenWithAnotherSecret() {
    var sealed = vault.seal(FAYE);

    assertThatThrownBy(() -> new PhoneVault(secret(2)).open(sealed.number()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aChangedSealIsNoticed() {
    byte[] box = Base64.getDecoder().decode(vault.seal(FAYE).number().base64());
    for (int i = 0; i < box.length; i++) {
      byte[] changed = box.clone();
      changed[i] ^= 1;
      var sealed = new SealedNumber(Base64.getEncoder().encodeToString(changed));
      assertThatThrownBy(() -> vault.open(sealed)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AA==", "!!!", "AAAAAAAAAAAAAAAA"})
  void whatIsNoSealIsRefused(String base64) {
    assertThatThrownBy(() -> vault.open(new SealedNumber(base64)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneNumberIsNeverSealedTwiceAlike() {
    var seals = new HashSet<String>();
    for (int i = 0; i < 100; i++) {
      seals.add(vault.seal(FAYE).number().base64());
    }
    assertThat(seals).hasSize(100);
  }

  @Test
  void theKeyOfANumberIsTheSameForTheLifeOfTheSecret() {
    assertThat(new PhoneVault(secret(1)).key(FAYE)).isEqualTo(vault.seal(FAYE).key());
    assertThat(new PhoneVault(secret(2)).key(FAYE)).isNotEqualTo(vault.key(FAYE));
    assertThat(vault.key(new PhoneNumber("+12025550143"))).isNotEqualTo(vault.key(FAYE));
  }

  /// A change of the derivation would orphan every phone in every database: it must be noticed.
  @Test
  void theKeyOfANumberIsTheSameInEveryVersion() {
    assertThat(new PhoneVault(new byte[32]).key(FAYE).hex())
        .isEqualTo("f9390a86b4497ca3ba2c713afb890e2e865e2134c58c2d7a79d93523d6b6911d");
  }

  @Test
  void nothingSealedShowsTheNumber() {
    var sealed = vault.seal(FAYE);

    assertThat(sealed.toString()).doesNotContain("2025550142");
  }

  @Test
  void aSecretIsAtLeast32Bytes() {
    assertThatThrownBy(() -> new PhoneVault(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] secret(int seed) {
    byte[] secret = new byte[32];
    secret[0] = (byte) seed;
    return secret;
  }
}
