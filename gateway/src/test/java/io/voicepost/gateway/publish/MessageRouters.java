package io.voicepost.gateway.publish;

import io.voicepost.gateway.call.Stage;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.Directories;
import io.voicepost.gateway.identity.LineDirectory;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.microblog.PostCommands;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.storage.post.Voice;
import io.voicepost.storage.sql.Database;
import java.io.IOException;
import java.time.Clock;

/// Deliveries of tests, on one line.
public final class MessageRouters {
  private MessageRouters() {}

  public static MessageRouter on(Database database, PostCommands postCommands) {
    var directory = Directories.of(database, new PhoneVault(new byte[32]));
    return on(database, directory, postCommands, Clock.systemUTC());
  }

  public static MessageRouter on(
      Database database, CallerDirectory directory, PostCommands postCommands, Clock clock) {
    var lines = new LineDirectory(database.lines(), Stage.LINE, clock);
    return new MessageRouter(directory, lines, stores(database), postCommands, clock);
  }

  static MessageRouter.RouterStores stores(Database database) {
    return new MessageRouter.RouterStores(database.approvals(), database.lines(), database.calls());
  }

  /// Delivers a voice as the publisher does.
  public static void deliver(MessageRouter router, CallFacts message, Voice voice)
      throws IOException {
    router.deliver(message, voice, true);
  }
}
