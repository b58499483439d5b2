package io.voicepost.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.gateway.spool.Origin;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.phone.PhoneSettings;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

class CallerDirectoryTest {
  private static final PhoneNumber FAYE = new PhoneNumber("+12025550142");

  @TempDir Path folder;
  private final PhoneVault vault = new PhoneVault(new byte[32]);
  private Database database;
  private Account faye;
  private CallerDirectory directory;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    faye = database.accounts().create(new Handle("faye"), "Faye Wong");
    database.accounts().linkPhone(faye.id(), vault.seal(FAYE));
    directory = Directories.of(database, vault);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+12025550142", "2025550142", "12025550142"})
  void aLinkedNumberIsItsAccountHoweverItIsPresented(String presented) {
    var caller = directory.identify(presented, "US");

    assertThat(caller)
        .isInstanceOfSatisfying(
            Caller.Member.class,
            it -> {
              assertThat(it.account()).isEqualTo(faye);
              assertThat(it.settings()).isEqualTo(PhoneSettings.USUAL);
              assertThat(it.numberStatus()).isEqualTo(NumberStatus.PROVED);
            });
    assertThat(claim(caller)).isEqualTo(new MessageAuthor.Member(faye.id()));
  }

  @Test
  void anotherNumberIsAStrangerWhosePhoneIsKeptSealed() {
    var caller = directory.identify("+442079460123", "US");

    assertThat(caller)
        .isInstanceOfSatisfying(
            Caller.Stranger.class,
            it ->
                assertThat(vault.open(it.phone().number()))
                    .isEqualTo(new PhoneNumber("+442079460123")));
    assertThat(claim(caller)).isInstanceOf(MessageAuthor.Nobody.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "anonymous", "0"})
  void aNumberThatIsNoneIsWithheld(String presented) {
    assertThat(directory.identify(presented, "US")).isEqualTo(new Caller.Withheld());
    assertThat(directory.unresolved(presented, "US")).isEqualTo(new Caller.Withheld());
    assertThat(claim(new Caller.Withheld())).isEqualTo(new MessageAuthor.Nobody(Optional.empty()));
  }

  @Test
  void aDatabaseThatIsDownLeavesTheCallerUnresolved() throws Exception {
    var down = Mockito.mock(AccountStore.class);
    Mockito.when(down.byId(Mockito.any())).thenThrow(new IOException("connection refused"));

    var caller =
        new CallerDirectory(
                down, database.phones(), database.phoneSettings(), vault, new Trunk(false, true))
            .identify("2025550142", "US");

    assertThat(claim(caller))
        .isInstanceOfSatisfying(
            MessageAuthor.Unresolved.class,
            it -> assertThat(it.phone().key()).isEqualTo(vault.key(FAYE)));
  }

  private MessageAuthor claim(Caller caller) {
    return directory.claim(caller, Origin.UNSIGNED, PinStatus.NOT_ASKED);
  }

  @Test
  void withoutTheDatabaseACallerIsUnresolved() {
    assertThat(directory.unresolved("2025550142", "US"))
        .isInstanceOfSatisfying(
            Caller.Unresolved.class, it -> assertThat(it.phone().key()).isEqualTo(vault.key(FAYE)));
  }

  @Test
  void theOwnerOfAPhoneIsFoundLater() throws Exception {
    assertThat(directory.owner(vault.seal(FAYE))).contains(faye);
    assertThat(directory.owner(vault.seal(new PhoneNumber("+442079460123")))).isEmpty();
  }
}
