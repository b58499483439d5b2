package io.voicepost.gateway.identity;

import io.voicepost.gateway.spool.Claim;
import io.voicepost.storage.Account;
import io.voicepost.storage.SealedPhone;
import java.util.Optional;

/// Who is calling, as far as the network says.
public sealed interface Caller {
  /// What the message of this caller is spooled under.
  Claim claim();

  /// The number is linked to an account.
  record Member(Account account) implements Caller {
    @Override
    public Claim claim() {
      return new Claim.Member(account.id());
    }
  }

  /// The number is linked to no account.
  record Stranger(SealedPhone phone) implements Caller {
    @Override
    public Claim claim() {
      return new Claim.Nobody(Optional.of(phone));
    }
  }

  /// The number was withheld, or is none.
  record Withheld() implements Caller {
    @Override
    public Claim claim() {
      return new Claim.Nobody(Optional.empty());
    }
  }

  /// The database did not answer: whose number it is, is found out when the message is published.
  record Unresolved(SealedPhone phone) implements Caller {
    @Override
    public Claim claim() {
      return new Claim.Unresolved(phone);
    }
  }
}
