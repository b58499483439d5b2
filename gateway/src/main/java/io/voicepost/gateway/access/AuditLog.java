package io.voicepost.gateway.access;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.AppId;
import io.voicepost.storage.access.TokenId;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line for each security event: `audit`, the event, then `key=value`, as in `audit
/// sign_in_failed account=42 by=password`.
///
/// Takes ids and constants alone, so that no number, PIN, code, token or password can get into a
/// line; nor can a handle, for people type passwords into the wrong field.
public final class AuditLog {
  private static final Logger log = LoggerFactory.getLogger("io.voicepost.audit");

  private AuditLog() {}

  public static void note(SecurityEvent event) {
    write(event, "");
  }

  public static void note(SecurityEvent event, AccountId account) {
    write(event, " account=" + account);
  }

  /// @param by how, or to what
  public static void note(SecurityEvent event, AccountId account, Enum<?> by) {
    write(event, " account=" + account + " by=" + lower(by));
  }

  /// Of an account that is not known.
  public static void note(SecurityEvent event, Enum<?> by) {
    write(event, " by=" + lower(by));
  }

  public static void note(SecurityEvent event, AccountId account, TokenId token) {
    write(event, " account=" + account + " token=" + token.value());
  }

  /// A token of an app, which may act for itself alone.
  static void note(SecurityEvent event, Grant grant) {
    write(
        event,
        grant.account().map(it -> " account=" + it).orElse("")
            + " token="
            + grant.token().value()
            + " app="
            + grant.app().id().value());
  }

  public static void note(SecurityEvent event, AppId app) {
    write(event, " app=" + app.value());
  }

  private static void write(SecurityEvent event, String fields) {
    log.info("audit {}{}", lower(event), fields);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
