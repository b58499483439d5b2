package io.voicepost.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.voicepost.gateway.identity.LinkCodes;
import io.voicepost.gateway.identity.PhoneAccounts;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneRecovery;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.identity.Pins;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What stands in the log of what happens to accounts, and what never does.
final class AuditLogTest {
  private static final String PASSWORD = "correct horse";
  private static final SignInDevice HERE = new SignInDevice("Firefox\nLinux", Secret.fresh());

  @TempDir private Path folder;
  private final Watch watch = new Watch();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger("io.voicepost.audit");
  private final List<String> secrets = new ArrayList<>(List.of(PASSWORD, "wrong horse"));
  private Database database;
  private AccessServices access;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    access = AccessServices.open(database, AccessConfig.usual(new Pepper(new byte[32])), watch);
    log.setLevel(Level.INFO);
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void close() {
    log.detachAppender(lines);
    database.close();
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void eachEventHasItsLineInOneShapeAndNoSecretIsInAny() throws Exception {
    var faye = ((SignUpResult.Made) access.passwords().signUp("faye", "", PASSWORD)).account();
    access.passwords().signIn("faye", "wrong horse", "here");
    access.passwords().signIn("wrong horse", PASSWORD, "here");
    var session =
        ((SignInResult.Open) access.signIns().open(faye.id(), AuthMethod.PASSWORD, HERE)).session();
    secrets.add(session.token().value());
    access.reauthentication().byPassword(faye, session.grant(), PASSWORD);
    access.reauthentication().byPassword(faye, session.grant(), "wrong horse");
    access.passwords().change(faye, PASSWORD, "another horse", session.grant().token());
    access.tokens().revoke(faye.id(), session.grant().token());

    var vault = new PhoneVault(new byte[32]);
    var phone = new PhoneNumber("+8613800138000");
    secrets.add("13800138000");
    var links = new LinkCodes(database.codes(), vault, watch);
    var code = links.issue(faye.id(), phone);
    secrets.add(code.digits());
    links.link(code.digits().equals("000000") ? "000001" : "000000", vault.seal(phone));
    links.link(code.digits(), vault.seal(phone));
    var pins = new Pins(database.phoneSettings(), access.hashes(), watch);
    var pin = pins.issue(faye.id()).digits();
    secrets.add(pin);
    for (int i = 0; i < 3; i++) {
      pins.check(faye.id(), pin.equals("111111") ? "222222" : "111111");
    }
    pins.remove(faye.id());
    var accounts = new PhoneAccounts(database.codes(), access.accountClaims(), vault, watch);
    var opened = accounts.open(vault.seal(new PhoneNumber("+8613800138001")));
    secrets.add(opened.claim().digits());
    var name = opened.account().handle().value();
    accounts.claim(name, "1234567890", "leslie", PASSWORD, "here");
    accounts.claim(name, opened.claim().digits(), "leslie", PASSWORD, "here");
    var recovery = new PhoneRecovery(database, access, vault, watch);
    var spoken = recovery.issue(faye.id());
    secrets.add(spoken.digits());
    recovery.recover("faye", "1", "a third horse", "here", "");
    recovery.recover("faye", spoken.digits(), "a third horse", "here", "");
    var app =
        access.apps().register("App", List.of("https://a.example/"), "read", Optional.empty());
    secrets.add(app.secret().value());
    var issuedToken = access.tokens().issue(app.app(), Optional.of(faye.id()), Scopes.READ);
    secrets.add(issuedToken.token().value());
    access.tokens().revoke(app.app(), issuedToken.token());

    assertThat(said())
        .allMatch(it -> it.matches("audit [a-z_]+( (account|by|token|app)=[a-z0-9_]+)*"))
        .allMatch(it -> secrets.stream().noneMatch(it::contains))
        .contains(
            "audit sign_up account=" + faye.id(),
            "audit sign_in_failed account=" + faye.id() + " by=password",
            "audit sign_in_failed by=password",
            "audit sign_in_ok account=" + faye.id() + " by=password",
            "audit reauthentication_ok account=" + faye.id() + " by=password",
            "audit reauthentication_failed account=" + faye.id() + " by=password",
            "audit password_changed account=" + faye.id(),
            "audit tokens_revoked account=" + faye.id(),
            "audit link_code_issued account=" + faye.id(),
            "audit link_code_failed",
            "audit phone_linked account=" + faye.id(),
            "audit pin_set account=" + faye.id(),
            "audit pin_failed account=" + faye.id(),
            "audit pin_locked account=" + faye.id(),
            "audit pin_removed account=" + faye.id(),
            "audit account_opened_by_phone account=" + opened.account().id(),
            "audit claim_code_failed",
            "audit account_claimed account=" + opened.account().id(),
            "audit phone_recovery_issued account=" + faye.id(),
            "audit phone_recovery_failed account=" + faye.id(),
            "audit phone_recovery_used account=" + faye.id(),
            "audit app_registered app=" + app.app().id(),
            "audit token_revoked app=" + app.app().id());
    assertThat(said())
        .anyMatch(it -> it.matches("audit token_issued account=[0-9]+ token=[0-9]+ app=[0-9]+"));
  }
}
