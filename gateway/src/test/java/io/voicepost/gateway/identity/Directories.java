package io.voicepost.gateway.identity;

import io.voicepost.storage.sql.Database;

/// Directories of tests.
public final class Directories {
  private Directories() {}

  /// On a trunk that vouches for its numbers and signs nothing.
  public static CallerDirectory of(Database database, PhoneVault vault) {
    return new CallerDirectory(
        database.accounts(),
        database.phones(),
        database.phoneSettings(),
        vault,
        new Trunk(false, true));
  }
}
