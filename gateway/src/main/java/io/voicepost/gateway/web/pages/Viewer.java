package io.voicepost.gateway.web.pages;

import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import java.time.Instant;
import java.util.Optional;

/// Who looks at something: which account, in which language and when.
public record Viewer(Optional<Account> account, Words words, Instant now) {
  static Viewer of(WebRequest request) {
    return new Viewer(request.session().map(Session::account), request.words(), request.now());
  }

  Optional<AccountId> id() {
    return account.map(Account::id);
  }

  boolean isSignedIn() {
    return account.isPresent();
  }

  boolean is(Account other) {
    return id().filter(other.id()::equals).isPresent();
  }

  String when(Instant then) {
    return words.when(then, now);
  }
}
