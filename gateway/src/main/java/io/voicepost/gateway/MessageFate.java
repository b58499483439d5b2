package io.voicepost.gateway;

import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.telephone.Call;
import io.voicepost.gateway.telephone.CallCommand;
import io.voicepost.gateway.telephone.Outcome;
import io.voicepost.storage.Entry;
import io.voicepost.storage.HeldMessage;
import io.voicepost.storage.Page;
import io.voicepost.storage.Post;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.TimelineStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// After a call: what its message became, looked up in the stores of the service that was called.
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
      tell(main.config(), call, Instant.now().minus(ended.lasted()), out);
    } catch (ConfigException e) {
      out.println("What became of the message shows on the page of the service.");
    }
  }

  private static void tell(GatewayConfig config, Call call, Instant answered, PrintWriter out)
      throws IOException, InterruptedException {
    var phone =
        call.from()
            .flatMap(number -> PhoneNumber.parse(number, config.line().region()))
            .map(config.vault()::seal);
    var giveUp = Instant.now().plus(PATIENCE);
    try (var stores = Stores.attach(config)) {
      do {
        var post = newest(stores, phone).filter(it -> !it.postedAt().isBefore(answered));
        if (post.isPresent()) {
          out.printf("Posted: %s%n", config.address(post.get()));
          return;
        }
        var held = heldSince(stores, phone, answered);
        if (held.isPresent()) {
          out.printf("Held: ./voicepost held play %s%n", held.get().recording());
          return;
        }
        Thread.sleep(PAUSE);
      } while (Instant.now().isBefore(giveUp));
    }
    out.println("Nothing was published.");
  }

  private static Optional<Post> newest(Stores stores, Optional<SealedPhone> phone)
      throws IOException {
    if (phone.isEmpty()) {
      return Optional.empty();
    }
    var owner = stores.directory().owner(phone.get());
    return owner.isEmpty()
        ? Optional.empty()
        : stores
            .microblog()
            .reading()
            .account(
                Optional.of(owner.get().id()),
                owner.get().id(),
                new TimelineStore.Filter(false, true, true, Optional.empty()),
                Page.first(1))
            .entries()
            .stream()
            .map(Entry::post)
            .findFirst();
  }

  private static Optional<HeldMessage> heldSince(
      Stores stores, Optional<SealedPhone> phone, Instant answered) throws IOException {
    var before = RecordingId.at(answered.minusSeconds(1));
    return stores.microblog().posting().held(Optional.of(before), 100).stream()
        .filter(held -> held.phone().map(SealedPhone::key).equals(phone.map(SealedPhone::key)))
        .findFirst();
  }
}
