package io.voicepost.gateway.access;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Database;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/// The doors of the web, on one database.
public record Access(
    AccountStore accounts,
    Passwords passwords,
    Passkeys passkeys,
    Tokens tokens,
    Apps apps,
    Authorizations authorizations,
    PasswordHashes hashes,
    Claims claims,
    boolean signUpOpen) {

  public static Access open(Database database, AccessConfig config, Clock clock) {
    var grants = database.grants();
    var tokens = new Tokens(grants, clock);
    var apps = new Apps(grants, clock);
    var hashes = new PasswordHashes(config.pepper(), config.hashing());
    var passwords =
        new Passwords(database.accounts(), database.credentials(), hashes, tokens, clock);
    return new Access(
        database.accounts(),
        passwords,
        new Passkeys(database.credentials(), clock),
        tokens,
        apps,
        new Authorizations(apps, tokens, grants, clock),
        hashes,
        new Claims(database.codes(), hashes, clock),
        config.signUpOpen());
  }

  public Optional<Account> account(AccountId id) throws IOException {
    return accounts.byId(id);
  }
}
