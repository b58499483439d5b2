package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static io.voicepost.storage.Samples.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.HandleTakenException;
import io.voicepost.storage.PhoneTakenException;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Samples;
import io.voicepost.storage.access.CodeStore;
import io.voicepost.storage.access.CredentialStore;
import io.voicepost.storage.access.PhoneRecoveryStore;
import io.voicepost.storage.phone.PhoneStore;
import io.voicepost.storage.post.ApprovalStore;
import io.voicepost.storage.post.Hold;
import io.voicepost.storage.post.PostStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [CodeStore] promises.
interface CodeStoreContract {
  Instant LATER = NOON.plusSeconds(600);

  AccountStore accounts();

  CodeStore codes();

  PhoneStore phones();

  PostStore posts();

  ApprovalStore waiting();

  CredentialStore credentials();

  PhoneRecoveryStore phoneRecovery();

  private Account account(String handle) throws Exception {
    return accounts().create(new Handle(handle), "Name of " + handle);
  }

  @Test
  default void linkCodeLinksOnePhoneOnce() throws Exception {
    var faye = account("faye").id();
    assertThat(codes().issueLink(faye, code(1), NOON, LATER)).isTrue();
    assertThat(codes().linkExpires(faye, NOON)).isPresent();

    assertThat(codes().link(code(2), Samples.phone(1), NOON))
        .isEqualTo(new CodeStore.LinkOutcome.NoSuchCode());
    assertThat(codes().link(code(1), Samples.phone(1), NOON))
        .isEqualTo(new CodeStore.LinkOutcome.Linked(faye));
    assertThat(codes().link(code(1), Samples.phone(2), NOON))
        .isEqualTo(new CodeStore.LinkOutcome.NoSuchCode());

    assertThat(phones().phone(Samples.phone(1).key()).orElseThrow().isProved()).isTrue();
    assertThat(phones().phone(Samples.phone(2).key())).isEmpty();
    assertThat(codes().linkExpires(faye, NOON)).isEmpty();
  }

  @Test
  default void ofManyPhonesOneUsesACode() throws Exception {
    var faye = account("faye").id();
    codes().issueLink(faye, code(1), NOON, LATER);

    var ends = Parallel.run(8, n -> codes().link(code(1), Samples.phone(n), NOON));

    assertThat(ends).filteredOn(CodeStore.LinkOutcome.Linked.class::isInstance).hasSize(1);
    assertThat(phones().of(faye)).hasSize(1);
  }

  @Test
  default void expiredOrReplacedCodeLinksNothing() throws Exception {
    var faye = account("faye").id();
    codes().issueLink(faye, code(1), NOON, LATER);
    assertThat(codes().link(code(1), Samples.phone(1), LATER))
        .isEqualTo(new CodeStore.LinkOutcome.NoSuchCode());
    assertThat(codes().linkExpires(faye, LATER)).isEmpty();

    codes().issueLink(faye, code(2), NOON, LATER);
    assertThat(codes().link(code(1), Samples.phone(1), NOON))
        .isEqualTo(new CodeStore.LinkOutcome.NoSuchCode());
    assertThat(codes().link(code(2), Samples.phone(1), NOON))
        .isEqualTo(new CodeStore.LinkOutcome.Linked(faye));
  }

  @Test
  default void newPasswordVoidsTheCodesOfItsAccountOnly() throws Exception {
    var faye = account("faye").id();
    var leslie = account("leslie").id();
    codes().issueLink(faye, code(1), NOON, LATER);
    codes().issueLink(leslie, code(2), NOON, LATER);
    phoneRecovery().issue(faye, code(3), LATER);
    phoneRecovery().issue(leslie, code(4), LATER);

    credentials().setPasswordHash(faye, "hash", NOON);

    assertThat(codes().linkExpires(faye, NOON)).isEmpty();
    assertThat(codes().link(code(1), Samples.phone(1), NOON))
        .isEqualTo(new CodeStore.LinkOutcome.NoSuchCode());
    assertThat(phoneRecovery().take(faye, code(3), 5, NOON)).isFalse();
    assertThat(codes().link(code(2), Samples.phone(2), NOON))
        .isEqualTo(new CodeStore.LinkOutcome.Linked(leslie));
    assertThat(phoneRecovery().take(leslie, code(4), 5, NOON)).isTrue();
  }

  @Test
  default void sameCodeIsNotGivenToTwoUnlessTheFirstExpired() throws Exception {
    var faye = account("faye").id();
    var leslie = account("leslie").id();
    codes().issueLink(faye, code(1), NOON, LATER);

    assertThat(codes().issueLink(leslie, code(1), NOON, LATER)).isFalse();
    assertThat(codes().issueLink(leslie, code(1), LATER, LATER.plusSeconds(600))).isTrue();
    assertThat(codes().link(code(1), Samples.phone(1), LATER))
        .isEqualTo(new CodeStore.LinkOutcome.Linked(leslie));
  }

  @Test
  default void phoneOfAnotherAccountLeavesTheCodeAndThePhone() throws Exception {
    var faye = account("faye").id();
    var leslie = account("leslie").id();
    accounts().linkPhone(leslie, Samples.phone(1));
    codes().issueLink(faye, code(1), NOON, LATER);

    assertThat(codes().link(code(1), Samples.phone(1), NOON))
        .isEqualTo(new CodeStore.LinkOutcome.PhoneTaken());
    assertThat(phones().phone(Samples.phone(1).key()).orElseThrow().account()).isEqualTo(leslie);
    assertThat(codes().link(code(1), Samples.phone(2), NOON))
        .isEqualTo(new CodeStore.LinkOutcome.Linked(faye));
  }

  @Test
  default void messagesHeldForALinkedPhoneWaitForItsAccount() throws Exception {
    var faye = account("faye").id();
    var plain = RecordingId.at(NOON);
    var unknown = RecordingId.at(NOON.plusMillis(1));
    var other = RecordingId.at(NOON.plusMillis(2));
    posts().hold(Samples.voice(plain), Optional.of(Samples.phone(1)), NOON);
    waiting()
        .hold(Samples.voice(unknown), Optional.of(Samples.phone(1)), Hold.unknown("8642"), NOON);
    posts().hold(Samples.voice(other), Optional.of(Samples.phone(2)), NOON);
    codes().issueLink(faye, code(1), NOON, LATER);

    codes().link(code(1), Samples.phone(1), NOON);

    assertThat(waiting().forApprover(faye, Optional.empty(), 10))
        .extracting(it -> it.message().recording())
        .containsExactly(plain, unknown);
  }

  @Test
  default void accountOpenedByPhoneIsClaimedOnceWithHandleAndPassword() throws Exception {
    var opened = codes().open(new Handle("voice1"), Samples.phone(1), code(1), LATER);
    assertThat(accounts().byPhone(Samples.phone(1).key())).contains(opened);
    assertThat(codes().claimable(code(1), NOON)).contains(opened);
    assertThat(codes().claimable(code(2), NOON)).isEmpty();

    var claimed = codes().claim(code(1), new Handle("faye"), "hash", NOON).orElseThrow();

    assertThat(claimed.id()).isEqualTo(opened.id());
    assertThat(claimed.handle()).isEqualTo(new Handle("faye"));
    assertThat(claimed.displayName()).isEqualTo("faye");
    assertThat(accounts().byHandle(new Handle("voice1"))).isEmpty();
    assertThat(accounts().search("faye", 5)).containsExactly(claimed);
    assertThat(credentials().passwordHash(opened.id())).contains("hash");
    assertThat(codes().claim(code(1), new Handle("thief"), "his", NOON)).isEmpty();
    assertThat(credentials().passwordHash(opened.id())).contains("hash");
  }

  @Test
  default void claimMayKeepTheHandle() throws Exception {
    var opened = codes().open(new Handle("voice1"), Samples.phone(1), code(1), LATER);

    assertThat(codes().claim(code(1), new Handle("voice1"), "hash", NOON)).contains(opened);
  }

  @Test
  default void handleThatIsTakenLeavesTheClaimCode() throws Exception {
    account("faye");
    var opened = codes().open(new Handle("voice1"), Samples.phone(1), code(1), LATER);

    assertThatExceptionOfType(HandleTakenException.class)
        .isThrownBy(() -> codes().claim(code(1), new Handle("faye"), "hash", NOON));
    assertThat(credentials().passwordHash(opened.id())).isEmpty();
    assertThat(codes().claimable(code(1), NOON)).contains(opened);
    assertThat(codes().claim(code(1), new Handle("faye"), "hash", LATER)).isEmpty();
  }

  @Test
  default void oneKindOfCodeIsNotTheOther() throws Exception {
    var faye = account("faye").id();
    codes().issueLink(faye, code(1), NOON, LATER);
    codes().open(new Handle("voice1"), Samples.phone(1), code(2), LATER);

    assertThat(codes().claim(code(1), new Handle("thief"), "hash", NOON)).isEmpty();
    assertThat(codes().link(code(2), Samples.phone(2), NOON))
        .isEqualTo(new CodeStore.LinkOutcome.NoSuchCode());
  }

  @Test
  default void openingTakesNothingThatIsTaken() throws Exception {
    var faye = account("faye").id();
    accounts().linkPhone(faye, Samples.phone(1));
    codes().issueLink(faye, code(1), NOON, Instant.now().plusSeconds(600));

    assertThatExceptionOfType(HandleTakenException.class)
        .isThrownBy(() -> codes().open(new Handle("faye"), Samples.phone(2), code(2), LATER));
    assertThatExceptionOfType(PhoneTakenException.class)
        .isThrownBy(() -> codes().open(new Handle("voice1"), Samples.phone(1), code(2), LATER));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> codes().open(new Handle("voice1"), Samples.phone(2), code(1), LATER));
    assertThat(accounts().byHandle(new Handle("voice1"))).isEmpty();
    assertThat(phones().phone(Samples.phone(2).key())).isEmpty();
    assertThat(codes().claimable(code(2), NOON)).isEmpty();
  }

  @Test
  default void triesAreCountedWithinAWindow() throws Exception {
    var window = Duration.ofHours(1);
    assertThat(codes().mayTry(code(1), 2, window, NOON)).isTrue();
    assertThat(codes().mayTry(code(1), 2, window, NOON.plusSeconds(3000))).isTrue();
    assertThat(codes().mayTry(code(1), 2, window, NOON.plusSeconds(3599))).isFalse();
    assertThat(codes().mayTry(code(2), 2, window, NOON)).isTrue();

    assertThat(codes().mayTry(code(1), 2, window, NOON.plusSeconds(3600))).isTrue();
    assertThat(codes().mayTry(code(1), 2, window, NOON.plusSeconds(3601))).isTrue();
    assertThat(codes().mayTry(code(1), 2, window, NOON.plusSeconds(3602))).isFalse();
  }

  @Test
  default void ofManyTriesAtOnceNoMoreAreAllowed() throws Exception {
    var allowed = Parallel.run(16, _ -> codes().mayTry(code(1), 5, Duration.ofHours(1), NOON));

    assertThat(allowed).filteredOn(it -> it).hasSize(5);
  }

  @Test
  default void oldCodesAndCountsAreForgotten() throws Exception {
    var faye = account("faye").id();
    codes().issueLink(faye, code(1), NOON, LATER);
    codes().mayTry(code(2), 1, Duration.ofHours(1), NOON);

    codes().forgetBefore(NOON);
    assertThat(codes().linkExpires(faye, NOON)).isPresent();
    assertThat(codes().mayTry(code(2), 1, Duration.ofHours(1), NOON)).isFalse();
    codes().forgetBefore(LATER.plusSeconds(1));
    assertThat(codes().linkExpires(faye, NOON)).isEmpty();
    assertThat(codes().mayTry(code(2), 1, Duration.ofHours(1), NOON)).isTrue();
  }
}
