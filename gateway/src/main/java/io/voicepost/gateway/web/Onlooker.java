package io.voicepost.gateway.web;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import java.time.Instant;
import java.util.Optional;

/// Who looks at something: which account, in which language and when.
record Onlooker(Optional<Account> account, Words words, Instant now) {
  static Onlooker of(Visit visit) {
    return new Onlooker(visit.session().map(Session::account), visit.words(), visit.now());
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
