package io.voicepost.gateway.identity;

import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.Role;
import io.voicepost.storage.phone.LinkedPhone;
import io.voicepost.storage.phone.PhoneStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The phones of accounts as their owners may see them. Safe for many threads.
public final class LinkedPhones {
  public static final int LONGEST_LABEL = 60;

  private final PhoneStore phones;
  private final PhoneVault vault;

  LinkedPhones(PhoneStore phones, PhoneVault vault) {
    this.phones = phones;
    this.vault = vault;
  }

  /// @param ref what names the phone in forms of its owner, and says nothing elsewhere
  /// @param masked too little of its number to call it
  public record MaskedPhone(String ref, LinkedPhone phone, String masked) {
    /// What its owner calls it; without that, its masked number.
    public String name() {
      return phone.label().isBlank() ? masked : phone.label();
    }
  }

  /// The account's phones, oldest first.
  public List<MaskedPhone> of(AccountId account) throws IOException {
    return phones.of(account).stream()
        .map(it -> new MaskedPhone(ref(it), it, vault.open(it.sealed().number()).masked()))
        .toList();
  }

  /// `false` if the account has no such phone.
  public boolean label(AccountId account, String ref, String label) throws IOException {
    var phone = find(account, ref);
    return phone.isPresent() && phones.label(account, phone.get().sealed().key(), label);
  }

  /// Unlinks a phone for its owner; `false` if the account has no such phone.
  public boolean remove(AccountId account, String ref) throws IOException {
    var phone = find(account, ref);
    return phone.isPresent() && remove(account, phone.get().sealed().key(), Role.USER);
  }

  /// `false` if the account has no such phone.
  ///
  /// @param by who unlinks it
  public boolean remove(AccountId account, PhoneKey phone, Role by) throws IOException {
    boolean removed = phones.remove(account, phone);
    if (removed) {
      AuditLog.note(SecurityEvent.PHONE_UNLINKED, account, by);
    }
    return removed;
  }

  private Optional<LinkedPhone> find(AccountId account, String ref) throws IOException {
    return phones.of(account).stream().filter(it -> ref(it).equals(ref)).findFirst();
  }

  private String ref(LinkedPhone phone) {
    var what = phone.account() + " " + phone.sealed().key().hex();
    return vault.codeKey("phone in forms", what).hex().substring(0, 16);
  }
}
