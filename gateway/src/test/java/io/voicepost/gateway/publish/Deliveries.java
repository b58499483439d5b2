package io.voicepost.gateway.publish;

import io.voicepost.gateway.call.Stage;
import io.voicepost.gateway.identity.Directories;
import io.voicepost.gateway.identity.Lines;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.microblog.Posting;
import io.voicepost.storage.Database;
import java.time.Clock;

/// Deliveries of tests, on one line.
public final class Deliveries {
  private Deliveries() {}

  public static Delivery on(Database database, Posting posting) {
    var clock = Clock.systemUTC();
    return new Delivery(
        Directories.of(database, new PhoneVault(new byte[32])),
        new Lines(database.lines(), Stage.LINE, clock),
        posting,
        database.waiting(),
        clock);
  }
}
