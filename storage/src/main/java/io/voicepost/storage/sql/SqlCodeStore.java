package io.voicepost.storage.sql;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.HandleTakenException;
import io.voicepost.storage.PhoneTakenException;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.access.CodeKey;
import io.voicepost.storage.access.CodeStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// Codes in a table.
final class SqlCodeStore implements CodeStore {
  private static final String LINK = "link";
  private static final String CLAIM = "claim";

  private final Sql sql;
  private final InstantSource clock;

  SqlCodeStore(Sql sql, InstantSource clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /// Takes back what a transaction has written.
  private static final class RollbackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RollbackException(String what) {
      super(what);
    }
  }

  @Override
  public boolean issueLink(AccountId account, CodeKey code, Instant now, Instant expiresAt)
      throws IOException {
    return sql.transact(db -> CodeRows.issue(db, LINK, account, code, now, expiresAt));
  }

  @Override
  public Optional<Instant> linkExpires(AccountId account, Instant now) throws IOException {
    return sql.run(db ->
        db.createQuery(
                """
                select expires_at from code
                where account_id = :account and kind = 'link' and expires_at > :now\
                """)
            .bind("account", account.value())
            .bind("now", now.toEpochMilli())
            .mapTo(Long.class)
            .findOne()
            .map(Instant::ofEpochMilli));
  }

  @Override
  public LinkOutcome link(CodeKey code, SealedPhone phone, Instant now) throws IOException {
    return sql.transact(db ->
        CodeRows.take(db, LINK, code, now)
            .map(account -> link(db, code, account, phone, now))
            .orElseGet(LinkOutcome.NoSuchCode::new));
  }

  private static LinkOutcome link(
      Handle db, CodeKey code, AccountId account, SealedPhone phone, Instant now) {
    PhoneRows.link(db, account, phone, now, Optional.of(now));
    if (!PhoneRows.prove(db, account, phone.key(), now)) {
      return new LinkOutcome.PhoneTaken();
    }
    CodeRows.remove(db, code);
    ApprovalRows.claim(db, phone.key(), account);
    return new LinkOutcome.Linked(account);
  }

  @Override
  public Account open(
      io.voicepost.storage.Handle handle, SealedPhone phone, CodeKey claim, Instant expiresAt)
      throws HandleTakenException, PhoneTakenException, IOException {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var account = Account.fresh(handle, handle.value(), now);
    try {
      return sql.transact(db -> {
        if (!AccountRows.insert(db, account)
            || !CodeRows.issue(db, CLAIM, account.id(), claim, now, expiresAt)) {
          throw new RollbackException("the id, the handle or the code is taken");
        }
        PhoneRows.link(db, account.id(), phone, now, Optional.of(now));
        if (!PhoneRows.prove(db, account.id(), phone.key(), now)) {
          throw new RollbackException("the phone is taken");
        }
        return account;
      });
    } catch (RollbackException taken) {
      throw whyNot(handle, phone, taken);
    }
  }

  private IOException whyNot(
      io.voicepost.storage.Handle handle, SealedPhone phone, RollbackException taken)
      throws HandleTakenException, PhoneTakenException, IOException {
    if (sql.run(db -> CodeRows.isTaken(db, handle))) {
      throw new HandleTakenException(handle);
    }
    if (sql.run(db -> PhoneRows.phone(db, phone.key())).isPresent()) {
      throw new PhoneTakenException();
    }
    return new IOException(taken.getMessage() + "; with another one it works", taken);
  }

  @Override
  public Optional<Account> claimable(CodeKey code, Instant now) throws IOException {
    return sql.run(db ->
        CodeRows.account(db, CLAIM, code, now)
            .flatMap(id -> AccountRows.byIds(db, List.of(id)).stream().findFirst()));
  }

  @Override
  public Optional<Account> claim(
      CodeKey code, io.voicepost.storage.Handle handle, String passwordHash, Instant now)
      throws HandleTakenException, IOException {
    try {
      return sql.transact(db ->
          CodeRows.take(db, CLAIM, code, now)
              .map(id -> claim(db, code, id, handle, passwordHash, now)));
    } catch (RollbackException taken) {
      throw new HandleTakenException(handle);
    } catch (JdbiException e) {
      if (Sql.isDuplicate(e)) {
        throw new HandleTakenException(handle);
      }
      throw e;
    }
  }

  private static Account claim(
      Handle db,
      CodeKey code,
      AccountId id,
      io.voicepost.storage.Handle handle,
      String passwordHash,
      Instant now) {
    var old = AccountRows.byIds(db, List.of(id)).getFirst();
    if (!old.handle().equals(handle)) {
      if (!CodeRows.rename(db, id, handle)) {
        throw new RollbackException("the handle is taken");
      }
      if (old.displayName().equals(old.handle().value())) {
        AccountRows.update(db, id, old.profile().named(handle.value()));
      }
    }
    SqlCredentialStore.setPasswordHash(db, id, passwordHash, now);
    CodeRows.remove(db, code);
    return AccountRows.byIds(db, List.of(id)).getFirst();
  }

  @Override
  public boolean mayTry(CodeKey name, int most, Duration window, Instant now) throws IOException {
    return sql.write(db -> CodeRows.mayTry(db, name, most, window, now));
  }

  @Override
  public void forgetBefore(Instant before) throws IOException {
    sql.transact(db -> {
      db.createUpdate("delete from code where expires_at < :before")
          .bind("before", before.toEpochMilli())
          .execute();
      return db.createUpdate("delete from attempt where began_at < :before")
          .bind("before", before.toEpochMilli())
          .execute();
    });
  }
}
