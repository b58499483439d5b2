package io.voicepost.gateway.identity;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.SealedPhone;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the account behind a number. Safe for many threads.
public final class CallerDirectory {
  private static final Logger log = LoggerFactory.getLogger(CallerDirectory.class);

  private final AccountStore accounts;
  private final PhoneVault vault;

  public CallerDirectory(AccountStore accounts, PhoneVault vault) {
    this.accounts = accounts;
    this.vault = vault;
  }

  /// The caller without asking the database: [Caller.Withheld] or [Caller.Unresolved].
  public Caller unresolved(String presented, String region) {
    return PhoneNumber.parse(presented, region)
        .<Caller>map(number -> new Caller.Unresolved(vault.seal(number)))
        .orElseGet(Caller.Withheld::new);
  }

  /// Never fails: a database that does not answer makes the caller [Caller.Unresolved].
  ///
  /// @param presented what the network presents, empty if it presents nothing
  /// @param region where a number without a country code belongs, ISO 3166-1 alpha-2
  public Caller identify(String presented, String region) {
    var number = PhoneNumber.parse(presented, region);
    if (number.isEmpty()) {
      return new Caller.Withheld();
    }
    var phone = vault.seal(number.get());
    try {
      return owner(phone)
          .<Caller>map(Caller.Member::new)
          .orElseGet(() -> new Caller.Stranger(phone));
    } catch (IOException e) {
      log.warn(
          "No account looked up: {}. The message will find it when published.", e.getMessage());
      return new Caller.Unresolved(phone);
    }
  }

  /// The account that a phone is linked to.
  public Optional<Account> owner(SealedPhone phone) throws IOException {
    return accounts.byPhone(phone.key());
  }
}
