package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static io.voicepost.storage.Samples.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.access.PassportStore;
import org.junit.jupiter.api.Test;

/// What every [PassportStore] promises.
interface PassportStoreContract {
  PassportStore passports();

  @Test
  default void passportIsNewOnce() throws Exception {
    var firsts = Parallel.run(8, _ -> passports().isFirst(code(1), NOON));

    assertThat(firsts).filteredOn(it -> it).hasSize(1);
    assertThat(passports().isFirst(code(2), NOON)).isTrue();
    passports().forgetBefore(NOON);
    assertThat(passports().isFirst(code(1), NOON)).isFalse();
    passports().forgetBefore(NOON.plusMillis(1));
    assertThat(passports().isFirst(code(1), NOON)).isTrue();
  }
}
