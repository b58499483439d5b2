package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.PhoneTakenException;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.TextRules;
import io.voicepost.storage.phone.LinkedPhone;
import io.voicepost.storage.phone.PhoneStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Phones in a table.
final class SqlPhoneStore implements PhoneStore {
  private static final int LONGEST_LABEL = 60;

  private final Sql sql;

  SqlPhoneStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<LinkedPhone> phone(PhoneKey key) throws IOException {
    return sql.run(db -> PhoneRows.phone(db, key));
  }

  @Override
  public List<LinkedPhone> of(AccountId account) throws IOException {
    return sql.run(db -> PhoneRows.of(db, account));
  }

  @Override
  public void linkNew(AccountId account, SealedPhone phone, Instant at)
      throws PhoneTakenException, IOException {
    var owner =
        sql.transact(db -> {
          PhoneRows.link(db, account, phone, at, Optional.empty());
          return PhoneRows.phone(db, phone.key());
        });
    if (owner.filter(it -> !it.account().equals(account)).isPresent()) {
      throw new PhoneTakenException();
    }
  }

  @Override
  public boolean label(AccountId account, PhoneKey key, String label) throws IOException {
    TextRules.checkLines(label, LONGEST_LABEL, "the label of a phone");
    return sql.write(db ->
        db.createUpdate(
                """
                update phone set label = :label
                where phone_key = :key and account_id = :account\
                """)
            .bind("label", label)
            .bind("key", key.hex())
            .bind("account", account.value())
            .execute())
        == 1;
  }

  @Override
  public boolean prove(AccountId account, PhoneKey key, Instant at) throws IOException {
    return sql.write(db -> PhoneRows.prove(db, account, key, at));
  }

  @Override
  public boolean remove(AccountId account, PhoneKey key) throws IOException {
    return sql.write(db ->
        db.createUpdate("delete from phone where phone_key = :key and account_id = :account")
            .bind("key", key.hex())
            .bind("account", account.value())
            .execute())
        == 1;
  }
}
