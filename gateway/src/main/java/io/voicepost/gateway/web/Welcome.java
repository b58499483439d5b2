package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.access.Tokens;
import io.voicepost.gateway.web.api.SessionCookie;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Lets people in who proved who they are. A session is opened afresh each time: no token that was
/// there before becomes one of a signed-in visitor.
record Welcome(AccountStore accounts, Tokens tokens, SessionCookie cookie) {
  HttpResponse in(AccountId account, String to) throws IOException {
    return Ways.to(to, cookies(account));
  }

  /// A new session, and the language that goes with it.
  List<String> cookies(AccountId account) throws IOException {
    var session = tokens.openSession(account);
    return Stream.concat(Stream.of(cookie.keep(session.token())), language(account).stream())
        .toList();
  }

  /// The cookie that sets the pages to the language of an account's own; none where it leaves that
  /// to the browser.
  private Optional<String> language(AccountId account) throws IOException {
    return accounts
        .preferences(account)
        .language()
        .flatMap(Language::ofTag)
        .map(it -> Visit.cookie(Optional.of(it)));
  }
}
