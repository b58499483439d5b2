package io.voicepost.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.voicepost.storage.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What passkeys were asked to sign, for a few minutes, each good for one answer. In memory, the
/// last ten thousand: who comes back to another node is asked again.
final class Challenges {
  static final Duration LIFE = Duration.ofMinutes(5);

  private final Cache<String, Optional<AccountId>> open;

  Challenges(Clock clock) {
    Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    this.open =
        Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(LIFE).ticker(ticker).build();
  }

  /// A fresh one.
  ///
  /// @param account who adds a passkey; empty for signing in
  String ask(Optional<AccountId> account) {
    var challenge = Secret.fresh().value();
    open.put(challenge, account);
    return challenge;
  }

  /// Takes an answer; `false` if nobody asked so, or it was answered already, or too long ago.
  boolean answered(String challenge, Optional<AccountId> account) {
    return open.asMap().remove(challenge, account);
  }
}
