package io.voicepost.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.voicepost.storage.AccessToken;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.App;
import io.voicepost.storage.GrantStore;
import io.voicepost.storage.SecretHash;
import io.voicepost.storage.TokenId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Gives out tokens, knows them again and takes them back. Safe for many threads; `IOException`
/// means that nothing happened and that it may be tried again.
///
/// A token that was taken back here is refused at once. Another node that shares the database may
/// still take it for [#MEMORY].
public final class Tokens {
  /// How long a token is believed without looking.
  static final Duration MEMORY = Duration.ofSeconds(30);

  /// A browser that stays away for so long must sign in again.
  public static final Duration IDLE = Duration.ofDays(90);

  private static final Duration NOTE_EVERY = Duration.ofHours(1);
  private static final int MOST_LISTED = 200;

  private final GrantStore grants;
  private final Clock clock;
  private final Cache<SecretHash, Optional<Grant>> known =
      Caffeine.newBuilder().maximumSize(50_000).expireAfterWrite(MEMORY).build();

  Tokens(GrantStore grants, Clock clock) {
    this.grants = grants;
    this.clock = clock;
  }

  /// Opens a session for a browser: a token of the app that our pages are.
  public Issued openSession(AccountId account) throws IOException {
    var pages =
        grants
            .app("voicepost")
            .orElseThrow(() -> new IllegalStateException("the app of our own pages is missing"));
    return issue(pages, Optional.of(account), Scopes.ALL);
  }

  /// Gives an app a token, for an account or for itself.
  public Issued issue(App app, Optional<AccountId> account, Scopes scopes) throws IOException {
    var token = Secret.fresh();
    var kept =
        grants.issue(
            new GrantStore.NewToken(
                token.hash(),
                app,
                account,
                scopes.text(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    return new Issued(token, Grant.of(kept));
  }

  /// What a token is good for; empty if it is none of ours, was taken back, or is of a session that
  /// was idle for [#IDLE].
  public Optional<Grant> verify(Secret token) throws IOException {
    try {
      // One load a token at a time: what is taken back meanwhile cannot be put back by it.
      return known.get(token.hash(), this::look);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Optional<Grant> look(SecretHash token) {
    try {
      var found = grants.token(token);
      if (found.isEmpty() || isIdle(found.get())) {
        return Optional.empty();
      }
      var now = clock.instant();
      if (found.get().usedAt().plus(NOTE_EVERY).isBefore(now)) {
        grants.used(found.get().id(), now);
      }
      return found.map(Grant::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isIdle(AccessToken token) {
    return token.app().id().equals(App.PAGES)
        && token.usedAt().plus(IDLE).isBefore(clock.instant());
  }

  /// The tokens that act for an account, sessions among them, last used first.
  public List<AccessToken> list(AccountId account) throws IOException {
    return grants.tokens(account, MOST_LISTED);
  }

  /// Takes back one of an account's tokens; `false` if it has none of that id.
  public boolean revoke(AccountId account, TokenId token) throws IOException {
    var gone = grants.revoke(account, token);
    gone.ifPresent(known::invalidate);
    return gone.isPresent();
  }

  /// Takes back a token that its app has; others' tokens stay (RFC 7009, section 2.1).
  public void revoke(App app, Secret token) throws IOException {
    if (grants.revoke(app.id(), token.hash())) {
      known.invalidate(token.hash());
    }
  }

  /// Takes back what a code became that somebody used again; nothing where it became nothing.
  void revokeOf(Secret code) throws IOException {
    grants.usedAgain(code.hash()).ifPresent(known::invalidate);
  }

  /// Takes back every token of an account save one, and the codes that would become some.
  public void revokeOthers(AccountId account, Optional<TokenId> kept) throws IOException {
    known.invalidateAll(grants.revokeAll(account, kept));
  }

  /// Forgets what ended: codes that nobody fetched, sessions that were idle for [#IDLE].
  public void sweep() throws IOException {
    var now = clock.instant();
    grants.sweep(now, App.PAGES, now.minus(IDLE));
  }
}
