package io.voicepost.gateway.access;

import io.voicepost.storage.Account;
import io.voicepost.storage.access.App;
import io.voicepost.storage.access.GrantStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/// Whether whoever has a session showed lately that they are its account's owner: a session alone,
/// in a browser that was left open or with a cookie that was taken, must not be enough to take an
/// account away. The proof is kept with the session and holds on every node.
///
/// Safe for many threads; `IOException` means that it may be tried again.
public final class Reauthentication {
  /// How long a proof counts; signing in is one.
  public static final Duration LIFE = Duration.ofMinutes(10);

  private final GrantStore grants;
  private final Passwords passwords;
  private final Passkeys passkeys;
  private final Clock clock;

  Reauthentication(GrantStore grants, Passwords passwords, Passkeys passkeys, Clock clock) {
    this.grants = grants;
    this.passwords = passwords;
    this.passkeys = passkeys;
    this.clock = clock;
  }

  /// Whether the session was proved within [#LIFE]. The token of an app never is.
  public boolean isRecent(Grant session) throws IOException {
    return session.app().id().equals(App.PAGES)
        && grants
            .provedAt(session.token())
            .filter(it -> it.plus(LIFE).isAfter(clock.instant()))
            .isPresent();
  }

  /// Proves a session by the account's password. Tries are limited, each session's for itself.
  public PasswordResult byPassword(Account account, Grant session, String password)
      throws IOException {
    var tried = passwords.check(account, password, session.token());
    if (tried instanceof PasswordResult.SignedIn) {
      prove(session);
      AuditLog.note(SecurityEvent.REAUTHENTICATION_OK, account.id(), AuthMethod.PASSWORD);
    } else {
      AuditLog.note(SecurityEvent.REAUTHENTICATION_FAILED, account.id(), AuthMethod.PASSWORD);
    }
    return tried;
  }

  /// Proves a session by one of the account's passkeys.
  ///
  /// @param response the browser's answer, as [Passkeys#signIn] takes it
  /// @throws PasskeyException if it is no answer to what was just asked, or another account's
  public void byPasskey(Account account, Grant session, RelyingParty site, String response)
      throws PasskeyException, IOException {
    if (!passkeys.signIn(site, response).equals(account.id())) {
      AuditLog.note(SecurityEvent.REAUTHENTICATION_FAILED, account.id(), AuthMethod.PASSKEY);
      throw new PasskeyException("the passkey is another account's");
    }
    prove(session);
    AuditLog.note(SecurityEvent.REAUTHENTICATION_OK, account.id(), AuthMethod.PASSKEY);
  }

  /// The password was shown in order to change it.
  public void passwordShown(Grant session) throws IOException {
    prove(session);
  }

  private void prove(Grant session) throws IOException {
    grants.proved(session.token(), clock.instant());
  }
}
