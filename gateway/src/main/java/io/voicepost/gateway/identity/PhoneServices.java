package io.voicepost.gateway.identity;

import io.voicepost.gateway.access.AccessServices;
import io.voicepost.storage.phone.PhoneSettingsStore;
import io.voicepost.storage.sql.Database;
import java.time.Clock;

/// What the web shows and sets of the telephone.
///
/// @param region where a number that is typed without a country code belongs, ISO 3166-1 alpha-2
public record PhoneServices(
    PhoneSettingsStore settings,
    LinkedPhones phones,
    Pins pins,
    LinkCodes links,
    PhoneAccounts accounts,
    PhoneRecovery recovery,
    CallTickets tickets,
    String region) {

  public static PhoneServices open(
      Database database, AccessServices access, PhoneVault vault, String region, Clock clock) {
    return new PhoneServices(
        database.phoneSettings(),
        new LinkedPhones(database.phones(), vault),
        new Pins(database.phoneSettings(), access.hashes(), clock),
        new LinkCodes(database.codes(), vault, clock),
        new PhoneAccounts(database.codes(), access.accountClaims(), vault, clock),
        new PhoneRecovery(database, access, vault, clock),
        new CallTickets(database.grants(), database.passports(), vault, clock),
        region);
  }
}
