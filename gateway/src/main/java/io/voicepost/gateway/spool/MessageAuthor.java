package io.voicepost.gateway.spool;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.SealedPhone;
import java.util.Objects;
import java.util.Optional;

/// Under whom a message is to be published, as it was known during the call; or for whom it is
/// kept, because it came over the web to be posted later.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = MessageAuthor.Member.class, name = "member"),
  @JsonSubTypes.Type(value = MessageAuthor.Unproved.class, name = "unproved"),
  @JsonSubTypes.Type(value = MessageAuthor.Nobody.class, name = "nobody"),
  @JsonSubTypes.Type(value = MessageAuthor.Unresolved.class, name = "unresolved"),
  @JsonSubTypes.Type(value = MessageAuthor.Uploader.class, name = "upload")
})
public sealed interface MessageAuthor {
  /// This account, whoever has the phone by the time of publishing.
  record Member(AccountId account) implements MessageAuthor {
    public Member {
      Objects.requireNonNull(account, "account");
    }
  }

  /// This account, if its owner approves: the caller did not prove to be them.
  record Unproved(AccountId account, Optional<SealedPhone> phone) implements MessageAuthor {
    public Unproved {
      Objects.requireNonNull(account, "account");
      Objects.requireNonNull(phone, "phone");
    }
  }

  /// No account: the message is held. The phone is empty where the number was withheld.
  record Nobody(Optional<SealedPhone> phone) implements MessageAuthor {
    public Nobody {
      Objects.requireNonNull(phone, "phone");
    }
  }

  /// Whoever this phone is linked to; nobody could tell during the call, nor ask the caller to
  /// prove it.
  record Unresolved(SealedPhone phone) implements MessageAuthor {
    public Unresolved {
      Objects.requireNonNull(phone, "phone");
    }
  }

  /// This account uploaded it: it is no post, and kept until its owner makes it one. Whatever was
  /// not captured was never promised to anybody.
  record Uploader(AccountId account) implements MessageAuthor {
    public Uploader {
      Objects.requireNonNull(account, "account");
    }
  }
}
