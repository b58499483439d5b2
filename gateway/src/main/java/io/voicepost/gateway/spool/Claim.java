package io.voicepost.gateway.spool;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.SealedPhone;
import java.util.Objects;
import java.util.Optional;

/// Under whom a message is to be published, as it was known during the call.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Claim.Member.class, name = "member"),
  @JsonSubTypes.Type(value = Claim.Nobody.class, name = "nobody"),
  @JsonSubTypes.Type(value = Claim.Unresolved.class, name = "unresolved")
})
public sealed interface Claim {
  /// This account, whoever has the phone by the time of publishing.
  record Member(AccountId account) implements Claim {
    public Member {
      Objects.requireNonNull(account, "account");
    }
  }

  /// No account: the message is held. The phone is empty where the number was withheld.
  record Nobody(Optional<SealedPhone> phone) implements Claim {
    public Nobody {
      Objects.requireNonNull(phone, "phone");
    }
  }

  /// Whoever this phone is linked to; nobody could tell during the call.
  record Unresolved(SealedPhone phone) implements Claim {
    public Unresolved {
      Objects.requireNonNull(phone, "phone");
    }
  }
}
