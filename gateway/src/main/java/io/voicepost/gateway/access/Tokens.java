package io.voicepost.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.AccessToken;
import io.voicepost.storage.access.App;
import io.voicepost.storage.access.AppStore;
import io.voicepost.storage.access.GrantStore;
import io.voicepost.storage.access.SecretHash;
import io.voicepost.storage.access.SecurityNotice;
import io.voicepost.storage.access.TokenId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Gives out tokens, knows them again and takes them back. Safe for many threads; `IOException`
/// means that nothing happened and that it may be tried again.
///
/// A token that was taken back is refused at once: here, and on another node as soon as it is told
/// so by [#ended]. Where that is not told, the other node believes the token for [#MEMORY].
public final class Tokens {
  /// How long a token is believed without looking.
  static final Duration MEMORY = Duration.ofSeconds(30);

  /// A browser that stays away for so long must sign in again.
  public static final Duration IDLE = Duration.ofDays(90);

  /// Of a token that is renewed after tokens stopped to end.
  private static final Duration NEVER = Duration.ofDays(36_500);

  private static final Duration NOTE_EVERY = Duration.ofHours(1);
  private static final int MOST_LISTED = 200;

  private final AppStore apps;
  private final GrantStore grants;
  private final SecurityNotices notices;
  private final TokenLifetime life;
  private final Clock clock;
  private final Cache<SecretHash, Optional<Grant>> known =
      Caffeine.newBuilder().maximumSize(50_000).expireAfterWrite(MEMORY).build();

  /// What was taken back lately, for longer than any look at the database takes: a look that began
  /// before cannot bring it back.
  private final Cache<TokenId, Boolean> ended =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(MEMORY.multipliedBy(20)).build();

  private final List<Consumer<TokenId>> listeners = new CopyOnWriteArrayList<>();

  Tokens(
      AppStore apps, GrantStore grants, SecurityNotices notices, TokenLifetime life, Clock clock) {
    this.apps = apps;
    this.grants = grants;
    this.notices = notices;
    this.life = life;
    this.clock = clock;
  }

  /// Opens a session for a browser that nothing is known of.
  public IssuedToken openSession(AccountId account) throws IOException {
    return openSession(account, "");
  }

  /// Opens a session for a browser whose owner just proved who they are: a token of the app that
  /// our pages are. [SignIns] says whether it may.
  IssuedToken openSession(AccountId account, String client) throws IOException {
    var pages =
        apps.app("voicepost")
            .orElseThrow(() -> new IllegalStateException("the app of our own pages is missing"));
    var issuedToken = issue(pages, Optional.of(account), Scopes.ALL, client);
    grants.proved(issuedToken.grant().token(), clock.instant());
    return issuedToken;
  }

  /// Whether apps' tokens end by themselves.
  public boolean expire() {
    return life.token().isPresent();
  }

  /// Gives an app a token, for an account or for itself; with what it is renewed by where tokens
  /// end and somebody allowed the app.
  public IssuedToken issue(App app, Optional<AccountId> account, Scopes scopes) throws IOException {
    return issue(app, account, scopes, "");
  }

  private IssuedToken issue(App app, Optional<AccountId> account, Scopes scopes, String client)
      throws IOException {
    boolean ends = expire() && !app.id().equals(App.PAGES);
    var good = life.token().filter(_ -> ends);
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var token = Secret.fresh();
    var kept =
        grants.issue(
            new GrantStore.NewToken(
                token.hash(), app, account, scopes.text(), now, client, good.map(now::plus)));
    var grant = Grant.of(kept);
    AuditLog.note(SecurityEvent.TOKEN_ISSUED, grant);
    var refresh = account.filter(_ -> ends).map(_ -> Secret.fresh());
    if (refresh.isPresent()) {
      grants.keepRefresh(refresh.get().hash(), kept.id(), now.plus(life.refresh()));
    }
    return new IssuedToken(token, grant, refresh, good);
  }

  /// Renews a token by its refresh token, which is of no use afterwards. Whoever uses it again
  /// takes the token back: one of the two is a thief.
  ///
  /// @throws OAuthException if it is unknown, too old, another app's or was used before
  IssuedToken renew(App app, Secret refresh) throws OAuthException, IOException {
    var good = life.token().orElse(NEVER);
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var token = Secret.fresh();
    var next = Secret.fresh();
    var renewal =
        new GrantStore.Renewal(token.hash(), now.plus(good), next.hash(), now.plus(life.refresh()));
    return switch (grants.renew(app.id(), refresh.hash(), renewal, now)) {
      case GrantStore.Renewed.Done(var kept, var old) -> {
        known.invalidate(old);
        var grant = Grant.of(kept);
        AuditLog.note(SecurityEvent.TOKEN_REFRESHED, grant);
        yield new IssuedToken(token, grant, Optional.of(next), Optional.of(good));
      }
      case GrantStore.Renewed.Reused(var gone, var account) -> {
        revoked(gone);
        if (account.isPresent()) {
          AuditLog.note(SecurityEvent.REFRESH_TOKEN_REUSED, account.get());
          notices.tell(account.get(), SecurityNotice.NoticeKind.APP_CUT_OFF, app.name());
        }
        throw Authorizations.invalid();
      }
      case GrantStore.Renewed.Unknown() -> throw Authorizations.invalid();
    };
  }

  /// What a token is good for; empty if it is none of ours, was taken back, or is of a session that
  /// was idle for [#IDLE].
  public Optional<Grant> verify(Secret token) throws IOException {
    try {
      return known.get(token.hash(), this::look).filter(it -> isGood(it) && !isEnded(it.token()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private boolean isGood(Grant grant) {
    return grant.expiresAt().filter(it -> !it.isAfter(clock.instant())).isEmpty();
  }

  private Optional<Grant> look(SecretHash token) {
    try {
      var found = grants.token(token);
      if (found.isEmpty() || isIdle(found.get())) {
        return Optional.empty();
      }
      var now = clock.instant();
      if (!isGood(Grant.of(found.get()))) {
        AuditLog.note(SecurityEvent.TOKEN_EXPIRED, Grant.of(found.get()));
        return Optional.empty();
      }
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

  /// Tells of tokens that are taken back here, on the thread that took them back.
  public void onRevoked(Consumer<TokenId> listener) {
    listeners.add(listener);
  }

  private void revoked(TokenId token) {
    ended(token);
    listeners.forEach(it -> it.accept(token));
  }

  /// A token was taken back, here or on another node.
  public void ended(TokenId token) {
    ended.put(token, true);
  }

  /// Something may have been taken back on another node that was not told here.
  public void forget() {
    known.invalidateAll();
  }

  /// Whether a token was taken back lately.
  public boolean isEnded(TokenId token) {
    return ended.getIfPresent(token) != null;
  }

  /// Those of `tokens` that are good for nothing any more, whoever took them back.
  public Set<TokenId> gone(Collection<TokenId> tokens) throws IOException {
    var gone = new HashSet<>(tokens);
    gone.removeAll(grants.standing(tokens, clock.instant()));
    return gone;
  }

  /// Takes back one of an account's tokens; `false` if it has none of that id.
  public boolean revoke(AccountId account, TokenId token) throws IOException {
    boolean was = grants.revoke(account, token);
    if (was) {
      revoked(token);
      AuditLog.note(SecurityEvent.TOKEN_REVOKED, account, token);
    }
    return was;
  }

  /// Takes back a token that its app has, by itself or by its refresh token; others' tokens stay
  /// (RFC 7009, section 2.1).
  public void revoke(App app, Secret token) throws IOException {
    var renewed = grants.revokeByRefresh(app.id(), token.hash());
    var gone = renewed.isPresent() ? renewed : grants.revoke(app.id(), token.hash());
    if (gone.isPresent()) {
      revoked(gone.get());
      AuditLog.note(SecurityEvent.TOKEN_REVOKED, app.id());
    }
  }

  /// Takes back what a code became that somebody used again; nothing where it became nothing.
  void revokeOf(Secret code) throws IOException {
    var became = grants.usedAgain(code.hash());
    if (became.isPresent()) {
      revoked(became.get());
      AuditLog.note(SecurityEvent.AUTHORIZATION_CODE_REUSED);
    }
  }

  /// Takes back every token of an account save one, and the codes that would become some.
  public void revokeOthers(AccountId account, Optional<TokenId> kept) throws IOException {
    grants.revokeAll(account, kept).forEach(this::revoked);
    AuditLog.note(SecurityEvent.TOKENS_REVOKED, account);
  }

  /// Forgets what ended: codes that nobody fetched, sessions that were idle for [#IDLE].
  public void sweep() throws IOException {
    var now = clock.instant();
    grants.sweep(now, App.PAGES, now.minus(IDLE));
  }
}
