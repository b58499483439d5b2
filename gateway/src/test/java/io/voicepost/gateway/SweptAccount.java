package io.voicepost.gateway;

import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.post.TimelineStore;
import io.voicepost.storage.post.Voice;
import io.voicepost.storage.sql.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The account of one call of a sweep, and of no other.
///
/// @param moment when its caller hangs up, counted from the answer
record SweptAccount(
    AccountId id, String number, String pin, SweptConversation conversation, Duration moment) {
  /// Makes one.
  ///
  /// @param index of its number, below 10 000
  static SweptAccount make(
      Stores stores,
      GatewayConfig config,
      int index,
      SweptConversation conversation,
      Duration moment)
      throws Exception {
    var number = "+1202555%04d".formatted(index);
    var handle = new Handle("sweep%04d".formatted(index));
    var account = stores.accounts().create(handle, "Caller");
    stores.accounts().linkPhone(account.id(), config.vault().seal(new PhoneNumber(number)));
    stores.database().phoneSettings().change(account.id(), conversation.settings());
    var pin =
        conversation == SweptConversation.PIN
            ? stores.telephone().pins().issue(account.id()).digits()
            : "";
    return new SweptAccount(account.id(), number, pin, conversation, moment);
  }

  /// A message that is there, and what of it.
  record Message(Left left, Voice voice) {}

  /// All that is there of this account.
  List<Message> messages(Database database) throws IOException {
    var all = new ArrayList<Message>();
    var timelines = database.timelines();
    var owner = Optional.of(id);
    for (var entry : timelines.account(owner, id, TimelineStore.Filter.NONE, Page.first(9))) {
      add(all, Left.Kind.POST, entry.post().voice());
    }
    for (var draft : timelines.drafts(id, Page.first(9))) {
      add(all, Left.Kind.DRAFT, draft.voice());
    }
    for (var held : database.approvals().forApprover(id, Optional.empty(), 9)) {
      add(all, Left.Kind.WAITING, Optional.of(held.message().voice()));
    }
    return all;
  }

  private static void add(List<Message> to, Left.Kind kind, Optional<Voice> voice) {
    var sound = voice.orElseThrow();
    to.add(new Message(new Left(kind, sound.duration()), sound));
  }
}
