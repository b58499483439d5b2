package io.voicepost.gateway.access;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.HandleTakenException;
import io.voicepost.storage.access.CredentialStore;
import io.voicepost.storage.access.SecretHash;
import io.voicepost.storage.access.TokenId;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Signing up and in with a handle and a password. Safe for many threads; `IOException` means that
/// nothing happened and that it may be tried again.
public final class Passwords {
  private static final int FREE_TRIES_AN_ACCOUNT = 8;
  private static final int FREE_TRIES_AN_ADDRESS = 30;

  private static final Pattern HANDLE = Pattern.compile("@?([a-z0-9_]{1,30})");

  /// What others would take for the voice of the house.
  private static final Set<String> HOUSE =
      Set.of(
          "admin",
          "administrator",
          "help",
          "mod",
          "moderator",
          "official",
          "operator",
          "root",
          "security",
          "service",
          "staff",
          "support",
          "system",
          "voicepost");

  private final AccountStore accounts;
  private final CredentialStore credentials;
  private final PasswordHashes hashes;
  private final Tokens tokens;
  private final Clock clock;
  private final AttemptLimiter byAccount;
  private final AttemptLimiter byAddress;
  private final AttemptLimiter bySession;

  Passwords(
      AccountStore accounts,
      CredentialStore credentials,
      PasswordHashes hashes,
      Tokens tokens,
      Clock clock) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.hashes = hashes;
    this.tokens = tokens;
    this.clock = clock;
    this.byAccount = new AttemptLimiter(FREE_TRIES_AN_ACCOUNT, clock);
    this.byAddress = new AttemptLimiter(FREE_TRIES_AN_ADDRESS, clock);
    this.bySession = new AttemptLimiter(FREE_TRIES_AN_ACCOUNT, clock);
  }

  /// Makes an account. Capital letters and an `@` before the handle are forgiven; without a name
  /// the account is called by its handle.
  public SignUpResult signUp(String handleText, String name, String password) throws IOException {
    var handle = handle(handleText);
    if (handle.isEmpty() || isHouse(handle.get())) {
      return refused(handle.isEmpty() ? SignUpProblem.HANDLE_INVALID : SignUpProblem.HANDLE_TAKEN);
    }
    var problem = PasswordRule.check(password, handle.get());
    if (problem.isPresent()) {
      return refused(problem.get());
    }
    // The dear hash comes after the cheap look; the store decides between two who ask at once.
    if (accounts.byHandle(handle.get()).isPresent()) {
      return refused(SignUpProblem.HANDLE_TAKEN);
    }
    try {
      var called = name.isBlank() ? handle.get().value() : name.strip();
      var account = credentials.signUp(handle.get(), called, hashes.hash(password));
      AuditLog.note(SecurityEvent.SIGN_UP, account.id());
      return new SignUpResult.Made(account);
    } catch (HandleTakenException e) {
      return refused(SignUpProblem.HANDLE_TAKEN);
    } catch (IllegalArgumentException e) {
      return refused(SignUpProblem.NAME_INVALID);
    }
  }

  private static SignUpResult refused(SignUpProblem problem) {
    return new SignUpResult.Refused(problem);
  }

  /// @param address where the try comes from; an IPv6 one without its lower half
  public PasswordResult signIn(String handleText, String password, String address)
      throws IOException {
    return signIn(handleText, password, address, Optional.empty());
  }

  /// As [#signIn]. The tries of a browser that signed in to the account before are counted for
  /// themselves, so that nobody locks its owner out by guessing.
  ///
  /// @param known such a browser
  public PasswordResult signIn(
      String handleText, String password, String address, Optional<SecretHash> known)
      throws IOException {
    var handle = handle(handleText);
    var name = handle.map(Handle::value).orElse("") + known.map(it -> " " + it.hex()).orElse("");
    var wait = byAddress.begin(address).or(() -> byAccount.begin(name));
    if (wait.isPresent()) {
      AuditLog.note(SecurityEvent.SIGN_IN_LIMITED, AuthMethod.PASSWORD);
      return new PasswordResult.Wait(wait.get());
    }
    var account = handle.isEmpty() ? Optional.<Account>empty() : accounts.byHandle(handle.get());
    var hash =
        account.isEmpty() ? Optional.<String>empty() : credentials.passwordHash(account.get().id());
    if (!hashes.matches(password, hash) || account.isEmpty()) {
      account.ifPresentOrElse(
          it -> AuditLog.note(SecurityEvent.SIGN_IN_FAILED, it.id(), AuthMethod.PASSWORD),
          () -> AuditLog.note(SecurityEvent.SIGN_IN_FAILED, AuthMethod.PASSWORD));
      return new PasswordResult.Wrong();
    }
    renew(account.get().id(), hash, password);
    byAccount.forget(name);
    return new PasswordResult.SignedIn(account.get().id());
  }

  /// Whether it is the password of somebody who is signed in already. Tries are counted by session:
  /// whoever guesses at the door must not keep the owner from what is dangerous.
  PasswordResult check(Account account, String password, TokenId session) throws IOException {
    var name = session.toString();
    var wait = bySession.begin(name);
    if (wait.isPresent()) {
      return new PasswordResult.Wait(wait.get());
    }
    var hash = credentials.passwordHash(account.id());
    if (!hashes.matches(password, hash)) {
      return new PasswordResult.Wrong();
    }
    renew(account.id(), hash, password);
    bySession.forget(name);
    return new PasswordResult.SignedIn(account.id());
  }

  /// The secret that goes into hashes was changed since this one was made.
  private void renew(AccountId account, Optional<String> hash, String password) throws IOException {
    if (hash.isPresent() && hashes.isStale(hash.get())) {
      credentials.renewPasswordHash(account, hash.get(), hashes.hash(password));
    }
  }

  /// Changes a password and ends all other sessions and apps: whoever had the old one is out.
  ///
  /// @param kept the session that asks
  public PasswordChangeResult change(Account account, String old, String fresh, TokenId kept)
      throws IOException {
    var problem = PasswordRule.check(fresh, account.handle());
    if (problem.isPresent()) {
      return new PasswordChangeResult.Refused(problem.get());
    }
    var name = kept.toString();
    var wait = bySession.begin(name);
    if (wait.isPresent()) {
      return new PasswordChangeResult.Wait(wait.get());
    }
    var hash = credentials.passwordHash(account.id());
    // Whoever signed up elsewhere, or by a passkey, has none yet.
    if (hash.isPresent() && !hashes.matches(old, hash)) {
      AuditLog.note(SecurityEvent.PASSWORD_CHANGE_FAILED, account.id());
      return new PasswordChangeResult.Wrong();
    }
    bySession.forget(name);
    set(account, fresh, Optional.of(kept));
    AuditLog.note(SecurityEvent.PASSWORD_CHANGED, account.id());
    return new PasswordChangeResult.Changed();
  }

  /// Sets a password without the old one, for the operator, and ends all sessions; what is wrong
  /// with it, if anything is.
  public Optional<SignUpProblem> reset(Account account, String fresh) throws IOException {
    var problem = PasswordRule.check(fresh, account.handle());
    if (problem.isEmpty()) {
      set(account, fresh, Optional.empty());
      AuditLog.note(SecurityEvent.PASSWORD_RESET, account.id());
    }
    return problem;
  }

  /// The account that a typed handle names.
  public Optional<Account> named(String handleText) throws IOException {
    var handle = handle(handleText);
    return handle.isEmpty() ? Optional.empty() : accounts.byHandle(handle.get());
  }

  /// What is wrong with a handle, or with a password for it; empty if nothing is.
  public Optional<SignUpProblem> problem(String handleText, String password) {
    var handle = handle(handleText);
    return handle.isEmpty()
        ? Optional.of(SignUpProblem.HANDLE_INVALID)
        : PasswordRule.check(password, handle.get());
  }

  /// Whether the account has a password.
  public boolean has(Account account) throws IOException {
    return credentials.passwordHash(account.id()).isPresent();
  }

  private void set(Account account, String fresh, Optional<TokenId> kept) throws IOException {
    credentials.setPasswordHash(account.id(), hashes.hash(fresh), clock.instant());
    tokens.revokeOthers(account.id(), kept);
  }

  /// Whether others would take it for the voice of the house.
  static boolean isHouse(Handle handle) {
    return HOUSE.contains(handle.value());
  }

  /// Capital letters and an `@` before it are forgiven; empty if it is none.
  static Optional<Handle> handle(String text) {
    var matcher = HANDLE.matcher(text.strip().toLowerCase(Locale.ROOT));
    return matcher.matches() ? Optional.of(new Handle(matcher.group(1))) : Optional.empty();
  }
}
