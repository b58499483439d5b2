package io.voicepost.gateway;

import io.voicepost.gateway.publish.CallMessages;
import io.voicepost.gateway.publish.CallMessages.Fate;
import io.voicepost.gateway.spool.CallId;
import io.voicepost.gateway.telephone.Call;
import io.voicepost.gateway.telephone.CallCommand;
import io.voicepost.gateway.telephone.Outcome;
import io.voicepost.storage.Visibility;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/// After a call: what its messages became, looked up by the call's name in the spool and the stores
/// of the service that was called.
final class MessageFate implements CallCommand.Sequel {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Main main;

  MessageFate(Main main) {
    this.main = main;
  }

  @Override
  public void tell(Call call, Outcome.Ended ended, PrintWriter out)
      throws IOException, InterruptedException {
    try {
      tell(main.config(), ended, out);
    } catch (ConfigException e) {
      out.println("What became of the message shows on the page of the service.");
    }
  }

  private static void tell(GatewayConfig config, Outcome.Ended ended, PrintWriter out)
      throws IOException, InterruptedException {
    var call = CallId.of(ended.callId());
    var giveUp = Instant.now().plus(PATIENCE);
    try (var stores = Stores.attach(config)) {
      var messages = new CallMessages(config.spool(), stores.microblog().posting());
      var fates = messages.of(call);
      while (CallMessages.isOpen(fates) && Instant.now().isBefore(giveUp)) {
        Thread.sleep(PAUSE);
        fates = messages.of(call);
      }
      if (fates.isEmpty()) {
        out.println("Nothing was published.");
      }
      fates.forEach(fate -> out.println(said(config, fate)));
    }
  }

  private static String said(GatewayConfig config, Fate fate) {
    return switch (fate) {
      case Fate.Posted(var post) ->
          (post.visibility() == Visibility.DRAFT ? "Kept as a draft: " : "Posted: ")
              + config.address(post);
      case Fate.Held(var recording) -> "Held: ./voicepost held play " + recording;
      case Fate.OnItsWay() -> "Saved, and not published yet.";
      case Fate.Gone() -> "Deleted, or in quarantine.";
    };
  }
}
