package io.voicepost.gateway.access;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.sql.Database;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/// The doors of the web, on one database.
public record AccessServices(
    AccountStore accounts,
    Passwords passwords,
    Passkeys passkeys,
    SecondFactors secondFactors,
    SecurityNotices notices,
    SignIns signIns,
    Reauthentication reauthentication,
    Tokens tokens,
    Apps apps,
    Authorizations authorizations,
    PasswordHashes hashes,
    AccountClaims accountClaims,
    SignedUrls signedUrls,
    boolean signUpOpen) {

  public static AccessServices open(Database database, AccessConfig config, Clock clock) {
    var grants = database.grants();
    var notices = new SecurityNotices(database.securityNotices(), clock);
    var tokens = new Tokens(database.apps(), grants, notices, config.tokens(), clock);
    var apps = new Apps(database.apps(), clock);
    var hashes = new PasswordHashes(config.pepper(), config.hashing());
    var passwords =
        new Passwords(database.accounts(), database.credentials(), hashes, tokens, clock);
    var passkeys =
        new Passkeys(
            database.credentials(),
            new PasskeyChallenges(database.codes(), config.pepper(), clock),
            clock);
    var factors = new SecondFactors(database.factors(), notices, config.pepper(), clock);
    return new AccessServices(
        database.accounts(),
        passwords,
        passkeys,
        factors,
        notices,
        new SignIns(tokens, factors, notices, database.credentials(), config.pepper(), clock),
        new Reauthentication(grants, passwords, passkeys, clock),
        tokens,
        apps,
        new Authorizations(apps, tokens, grants, clock),
        hashes,
        new AccountClaims(database.codes(), hashes, clock),
        new SignedUrls(config.pepper(), clock),
        config.signUpOpen());
  }

  public Optional<Account> account(AccountId id) throws IOException {
    return accounts.byId(id);
  }
}
