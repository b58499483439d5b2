package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.access.CodeKey;
import io.voicepost.storage.access.PhoneRecoveryStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [PhoneRecoveryStore] promises.
interface PhoneRecoveryStoreContract {
  AccountStore accounts();

  PhoneRecoveryStore phoneRecovery();

  private AccountId account(String handle) throws Exception {
    return accounts().create(new Handle(handle), handle).id();
  }

  private static CodeKey key(int digit) {
    return new CodeKey(Integer.toString(digit).repeat(64));
  }

  @Test
  default void codeWorksOnceForItsAccountAndUntilItsEnd() throws Exception {
    var faye = account("faye");
    var leslie = account("leslie");
    phoneRecovery().issue(faye, key(1), NOON.plusSeconds(60));
    phoneRecovery().issue(leslie, key(2), NOON.plusSeconds(60));

    assertThat(phoneRecovery().take(leslie, key(1), 5, NOON)).isFalse();
    List<Boolean> taken = Parallel.run(4, _ -> phoneRecovery().take(faye, key(1), 5, NOON));
    assertThat(taken).filteredOn(it -> it).hasSize(1);
    assertThat(phoneRecovery().take(leslie, key(2), 5, NOON.plusSeconds(60))).isFalse();
    assertThat(phoneRecovery().take(leslie, key(2), 5, NOON.plusSeconds(59))).isTrue();
  }

  @Test
  default void codeIsOfNoUseAfterTooManyTries() throws Exception {
    var faye = account("faye");
    phoneRecovery().issue(faye, key(1), NOON.plusSeconds(60));
    for (int i = 0; i < 3; i++) {
      assertThat(phoneRecovery().take(faye, key(2), 3, NOON)).isFalse();
    }
    assertThat(phoneRecovery().take(faye, key(1), 3, NOON)).isFalse();

    phoneRecovery().issue(faye, key(3), NOON.plusSeconds(60));
    assertThat(phoneRecovery().take(faye, key(3), 3, NOON)).isTrue();
  }

  @Test
  default void whatEndedIsSwept() throws Exception {
    var faye = account("faye");
    var leslie = account("leslie");
    phoneRecovery().issue(faye, key(1), NOON.plusSeconds(60));
    phoneRecovery().issue(leslie, key(2), NOON.plusSeconds(61));

    phoneRecovery().sweep(NOON.plusSeconds(60));

    assertThat(phoneRecovery().take(faye, key(1), 5, NOON)).isFalse();
    assertThat(phoneRecovery().take(leslie, key(2), 5, NOON)).isTrue();
  }
}
