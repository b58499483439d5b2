package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Samples;
import io.voicepost.storage.access.SecurityNotice;
import io.voicepost.storage.access.SecurityNoticeStore;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// What every [SecurityNoticeStore] promises.
interface SecurityNoticeStoreContract {
  AccountStore accounts();

  SecurityNoticeStore securityNotices();

  private AccountId account(String handle) throws Exception {
    return accounts().create(new Handle(handle), handle).id();
  }

  @Test
  default void browserIsKnownFromTheSecondTimeOn() throws Exception {
    var faye = account("faye");
    var leslie = account("leslie");

    assertThat(securityNotices().knows(faye, Samples.secret(1))).isFalse();
    assertThat(securityNotices().isKnown(faye, Samples.secret(1), NOON)).isFalse();
    assertThat(securityNotices().knows(faye, Samples.secret(1))).isTrue();
    assertThat(securityNotices().knows(leslie, Samples.secret(1))).isFalse();
    assertThat(securityNotices().isKnown(faye, Samples.secret(1), NOON)).isTrue();
    assertThat(securityNotices().isKnown(faye, Samples.secret(2), NOON)).isFalse();
    assertThat(securityNotices().isKnown(leslie, Samples.secret(1), NOON)).isFalse();
  }

  @Test
  default void noticesAreListedNewestFirstUntilTheyAreOld() throws Exception {
    var faye = account("faye");
    var noon = NOON.truncatedTo(ChronoUnit.MILLIS);
    var at = noon;
    for (var kind : SecurityNotice.NoticeKind.values()) {
      securityNotices().tell(faye, kind, "Firefox\nLinux", at);
      at = at.plusSeconds(1);
    }

    var all = securityNotices().notices(faye, 100);
    assertThat(all).hasSize(SecurityNotice.NoticeKind.values().length);
    assertThat(all.getLast())
        .isEqualTo(
            new SecurityNotice(SecurityNotice.NoticeKind.SIGNED_IN, "Firefox\nLinux", noon, false));
    assertThat(securityNotices().notices(faye, 2)).isEqualTo(all.subList(0, 2));

    securityNotices().isKnown(faye, Samples.secret(1), noon);
    securityNotices().forgetBefore(noon.plusSeconds(1));
    assertThat(securityNotices().notices(faye, 100)).hasSize(all.size() - 1);
    assertThat(securityNotices().isKnown(faye, Samples.secret(1), noon)).isFalse();
  }

  @Test
  default void whatWasLookedAtIsNotCounted() throws Exception {
    var faye = account("faye");
    var leslie = account("leslie");
    for (int i = 0; i < 3; i++) {
      securityNotices().tell(faye, SecurityNotice.NoticeKind.SIGNED_IN, "", NOON);
      securityNotices().tell(leslie, SecurityNotice.NoticeKind.SIGNED_IN, "", NOON);
    }
    assertThat(securityNotices().unseen(faye, 10)).isEqualTo(3);
    assertThat(securityNotices().unseen(faye, 2)).isEqualTo(2);

    securityNotices().seen(faye);

    assertThat(securityNotices().unseen(faye, 10)).isZero();
    assertThat(securityNotices().notices(faye, 10)).allMatch(SecurityNotice::seen);
    assertThat(securityNotices().unseen(leslie, 10)).isEqualTo(3);
  }
}
