package io.voicepost.gateway.access;

import io.voicepost.storage.HandleTakenException;
import io.voicepost.storage.access.CodeKey;
import io.voicepost.storage.access.CodeStore;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/// Gives accounts that were opened elsewhere a handle and a password for the web. Safe for many
/// threads; `IOException` means that nothing happened and that it may be tried again. Whoever asks
/// counts the tries.
public final class AccountClaims {
  private final CodeStore codes;
  private final PasswordHashes hashes;
  private final Clock clock;

  AccountClaims(CodeStore codes, PasswordHashes hashes, Clock clock) {
    this.codes = codes;
    this.hashes = hashes;
    this.clock = clock;
  }

  /// Uses a claim code; empty if there is no such code. Where the handle or the password is refused
  /// the code stays good. The account may keep the handle it has, whatever it is.
  public Optional<SignUpResult> claim(CodeKey code, String handleText, String password)
      throws IOException {
    var account = codes.claimable(code, clock.instant());
    if (account.isEmpty()) {
      return Optional.empty();
    }
    var handle = Passwords.handle(handleText);
    if (handle.isEmpty()) {
      return Optional.of(new SignUpResult.Refused(SignUpProblem.HANDLE_INVALID));
    }
    var problem = PasswordRule.check(password, handle.get());
    if (problem.isPresent()) {
      return Optional.of(new SignUpResult.Refused(problem.get()));
    }
    if (Passwords.isHouse(handle.get())) {
      return Optional.of(new SignUpResult.Refused(SignUpProblem.HANDLE_TAKEN));
    }
    try {
      var claimed = codes.claim(code, handle.get(), hashes.hash(password), clock.instant());
      claimed.ifPresent(it -> AuditLog.note(SecurityEvent.ACCOUNT_CLAIMED, it.id()));
      return claimed.map(SignUpResult.Made::new);
    } catch (HandleTakenException e) {
      return Optional.of(new SignUpResult.Refused(SignUpProblem.HANDLE_TAKEN));
    }
  }
}
