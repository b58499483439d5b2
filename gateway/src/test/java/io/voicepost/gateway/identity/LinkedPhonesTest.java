package io.voicepost.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Role;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Phones, as their owners and the operator unlink them.
final class LinkedPhonesTest {
  @TempDir private Path folder;

  @Test
  void whoeverUnlinksAPhoneLeavesOneLineInTheAuditLog() throws Exception {
    var lines = new ListAppender<ILoggingEvent>();
    var log = (Logger) LoggerFactory.getLogger("io.voicepost.audit");
    log.setLevel(Level.INFO);
    lines.start();
    log.addAppender(lines);
    try (var database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")))) {
      var vault = new PhoneVault(new byte[32]);
      var book = new LinkedPhones(database.phones(), vault);
      var faye = database.accounts().create(new Handle("faye"), "Faye").id();
      var other = database.accounts().create(new Handle("other"), "Other").id();
      var first = vault.seal(new PhoneNumber("+12025550142"));
      database.accounts().linkPhone(faye, first);
      database.accounts().linkPhone(faye, vault.seal(new PhoneNumber("+12025550143")));
      var refs = book.of(faye).stream().map(LinkedPhones.MaskedPhone::ref).toList();

      assertThat(book.remove(other, refs.getFirst())).isFalse();
      assertThat(book.remove(other, first.key(), Role.OPERATOR)).isFalse();
      assertThat(lines.list).isEmpty();

      for (var ref : refs) {
        assertThat(book.remove(faye, ref)).isTrue();
      }
      database.accounts().linkPhone(faye, first);
      assertThat(book.remove(faye, first.key(), Role.OPERATOR)).isTrue();

      assertThat(book.of(faye)).isEmpty();
      assertThat(lines.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "audit phone_unlinked account=" + faye + " by=user",
              "audit phone_unlinked account=" + faye + " by=user",
              "audit phone_unlinked account=" + faye + " by=operator");
    } finally {
      log.detachAppender(lines);
    }
  }
}
