package io.voicepost.gateway.cli;

import io.voicepost.gateway.Stores;
import io.voicepost.gateway.config.ConfigException;
import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.publish.CallMessages;
import io.voicepost.gateway.publish.CallMessages.MessageState;
import io.voicepost.gateway.spool.CallId;
import io.voicepost.storage.Visibility;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/// After a call: what its messages became, looked up by the call's name in the spool and the stores
/// of the service that was called.
final class MessageStatus implements CallCommand.AfterCall {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Main main;

  MessageStatus(Main main) {
    this.main = main;
  }

  @Override
  public void tell(String callId, PrintWriter out) throws IOException, InterruptedException {
    try {
      tell(main.config(), CallId.of(callId), out);
    } catch (ConfigException e) {
      out.println("What became of the message shows on the page of the service.");
    }
  }

  private static void tell(GatewayConfig config, CallId call, PrintWriter out)
      throws IOException, InterruptedException {
    var giveUp = Instant.now().plus(PATIENCE);
    try (var stores = Stores.attach(config)) {
      var messages = new CallMessages(config.spool(), stores.microblog().postCommands());
      var states = messages.of(call);
      while (CallMessages.isOpen(states) && Instant.now().isBefore(giveUp)) {
        Thread.sleep(PAUSE);
        states = messages.of(call);
      }
      if (states.isEmpty()) {
        out.println("Nothing was published.");
      }
      states.forEach(state -> out.println(said(config, state)));
    }
  }

  private static String said(GatewayConfig config, MessageState state) {
    return switch (state) {
      case MessageState.Posted(var post) ->
          (post.visibility() == Visibility.DRAFT ? "Kept as a draft: " : "Posted: ")
              + config.address(post);
      case MessageState.Held(var recording) -> "Held: ./voicepost held play " + recording;
      case MessageState.OnItsWay() -> "Saved, and not published yet.";
      case MessageState.Gone() -> "Deleted, or in quarantine.";
    };
  }
}
