package io.voicepost.gateway;

import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.HandleTakenException;
import io.voicepost.storage.PhoneTakenException;
import java.io.IOException;

/// The account that the phone in the page calls as, so that a newcomer hears and sees everything
/// without a phone or an account.
final class DemoAccount {
  private static final Handle HANDLE = new Handle("demo");

  private DemoAccount() {}

  /// Makes sure that the account is there and has its number. A number that an operator linked to
  /// another account stays there: then the page calls as that one.
  static void seed(PhoneNumber number, GatewayConfig config, Stores stores) throws IOException {
    var phone = config.vault().seal(number);
    if (stores.directory().owner(phone).isPresent()) {
      return;
    }
    try {
      stores.accounts().linkPhone(account(stores).id(), phone);
    } catch (PhoneTakenException e) {
      // another node seeded it just now
    }
  }

  private static Account account(Stores stores) throws IOException {
    var standing = stores.accounts().byHandle(HANDLE);
    if (standing.isPresent()) {
      return standing.get();
    }
    try {
      return stores.accounts().create(HANDLE, "Demo caller");
    } catch (HandleTakenException e) {
      return stores.accounts().byHandle(HANDLE).orElseThrow(() -> new IOException(e));
    }
  }
}
