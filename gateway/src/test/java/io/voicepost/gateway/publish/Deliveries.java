package io.voicepost.gateway.publish;

import io.voicepost.gateway.call.Stage;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.Directories;
import io.voicepost.gateway.identity.Lines;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.microblog.Posting;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.storage.Database;
import io.voicepost.storage.Voice;
import java.io.IOException;
import java.time.Clock;

/// Deliveries of tests, on one line.
public final class Deliveries {
  private Deliveries() {}

  public static Delivery on(Database database, Posting posting) {
    var directory = Directories.of(database, new PhoneVault(new byte[32]));
    return on(database, directory, posting, Clock.systemUTC());
  }

  public static Delivery on(
      Database database, CallerDirectory directory, Posting posting, Clock clock) {
    var lines = new Lines(database.lines(), Stage.LINE, clock);
    return new Delivery(directory, lines, stores(database), posting, clock);
  }

  static Delivery.Stores stores(Database database) {
    return new Delivery.Stores(database.waiting(), database.lines(), database.calls());
  }

  /// Delivers a voice as the publisher does.
  public static void deliver(Delivery delivery, CallFacts message, Voice voice) throws IOException {
    delivery.deliver(message, voice, true);
  }
}
