package io.voicepost.gateway.web;

import io.voicepost.gateway.access.Access;
import io.voicepost.gateway.identity.CallTickets;
import io.voicepost.gateway.identity.LinkCodes;
import io.voicepost.gateway.identity.PhoneAccounts;
import io.voicepost.gateway.identity.PhoneRecovery;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.identity.Pins;
import io.voicepost.storage.Database;
import io.voicepost.storage.TelephoneStore;
import java.time.Clock;

/// What the web shows and sets of the telephone.
///
/// @param region where a number that is typed without a country code belongs, ISO 3166-1 alpha-2
public record TelephoneRoom(
    TelephoneStore settings,
    PhoneBook phones,
    Pins pins,
    LinkCodes links,
    PhoneAccounts accounts,
    PhoneRecovery recovery,
    CallTickets tickets,
    String region) {

  public static TelephoneRoom open(
      Database database, Access access, PhoneVault vault, String region, Clock clock) {
    return new TelephoneRoom(
        database.telephones(),
        new PhoneBook(database.phones(), vault),
        new Pins(database.telephones(), access.hashes(), clock),
        new LinkCodes(database.codes(), vault, clock),
        new PhoneAccounts(database.codes(), access.claims(), vault, clock),
        new PhoneRecovery(database, access, vault, clock),
        new CallTickets(database.grants(), database.passports(), vault, clock),
        region);
  }
}
