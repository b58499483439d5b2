package io.voicepost.gateway.identity;

import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.gateway.spool.Origin;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.phone.LinkedPhone;
import io.voicepost.storage.phone.PhoneSettingsStore;
import io.voicepost.storage.phone.PhoneStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the account behind a number, and says what that is worth. Safe for many threads.
public final class CallerDirectory {
  private static final Logger log = LoggerFactory.getLogger(CallerDirectory.class);

  private final AccountStore accounts;
  private final PhoneStore phones;
  private final PhoneSettingsStore phoneSettings;
  private final PhoneVault vault;
  private final Trunk trunk;

  /// @param trunk what brings the calls
  public CallerDirectory(
      AccountStore accounts,
      PhoneStore phones,
      PhoneSettingsStore phoneSettings,
      PhoneVault vault,
      Trunk trunk) {
    this.accounts = accounts;
    this.phones = phones;
    this.phoneSettings = phoneSettings;
    this.vault = vault;
    this.trunk = trunk;
  }

  /// The caller without asking the database: [Caller.Withheld] or [Caller.Unresolved].
  public Caller unresolved(String presented, String region) {
    return PhoneNumber.parse(presented, region)
        .<Caller>map(number -> new Caller.Unresolved(vault.seal(number)))
        .orElseGet(Caller.Withheld::new);
  }

  /// Never fails: a database that does not answer makes the caller [Caller.Unresolved].
  ///
  /// @param presented what the network presents, empty if it presents nothing
  /// @param region where a number without a country code belongs, ISO 3166-1 alpha-2
  public Caller identify(String presented, String region) {
    var number = PhoneNumber.parse(presented, region);
    if (number.isEmpty()) {
      return new Caller.Withheld();
    }
    var phone = vault.seal(number.get());
    try {
      return of(phone);
    } catch (IOException e) {
      log.warn("account lookup failed next=publish error=\"{}\"", e.toString());
      return new Caller.Unresolved(phone);
    }
  }

  /// Somebody who is signed in and calls from a page: as from a phone that is theirs, without a
  /// number. Empty if the account is gone.
  public Optional<Caller.Member> signedIn(AccountId id) throws IOException {
    var account = accounts.byId(id);
    return account.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Caller.Member(
                account.get(), phoneSettings.settings(id), NumberStatus.PROVED, Optional.empty()));
  }

  /// By what a caller's calls are counted: their number, or else their account; empty for those who
  /// have neither, and count together.
  public Optional<PhoneKey> countedAs(Caller caller) {
    return switch (caller) {
      case Caller.Member member ->
          member
              .phone()
              .map(SealedPhone::key)
              .or(() -> Optional.of(vault.memberKey(member.account().id())));
      case Caller.Stranger(var phone) -> Optional.of(phone.key());
      case Caller.Unresolved(var phone) -> Optional.of(phone.key());
      case Caller.Withheld() -> Optional.empty();
    };
  }

  /// The account that a phone is linked to.
  public Optional<Account> owner(SealedPhone sealed) throws IOException {
    var phone = phones.phone(sealed.key());
    return phone.isEmpty() ? Optional.empty() : accounts.byId(phone.get().account());
  }

  /// What was sealed before the secret was changed, as it is kept now.
  public Optional<SealedPhone> renewed(Optional<SealedPhone> phone) {
    return phone.map(vault::renewed);
  }

  /// [Caller.Member] or [Caller.Stranger].
  public Caller of(SealedPhone spooled) throws IOException {
    var sealed = vault.renewed(spooled);
    var phone = phones.phone(sealed.key());
    var owner = phone.isEmpty() ? Optional.<Account>empty() : accounts.byId(phone.get().account());
    if (owner.isEmpty()) {
      return new Caller.Stranger(sealed);
    }
    return new Caller.Member(
        owner.get(),
        phoneSettings.settings(owner.get().id()),
        phone.filter(LinkedPhone::isProved).isPresent() ? NumberStatus.PROVED : NumberStatus.NEW,
        Optional.of(sealed));
  }

  /// The member whose phone has this number, called from a phone that is not theirs; empty if there
  /// is none. They have to prove it.
  ///
  /// @param keyed what the caller keyed in
  /// @param guest who calls: a stranger, or somebody whose number is withheld
  public Optional<Caller.Member> named(String keyed, String region, Caller guest)
      throws IOException {
    var number = PhoneNumber.parse(keyed, region);
    if (number.isEmpty() || !(of(vault.seal(number.get())) instanceof Caller.Member member)) {
      return Optional.empty();
    }
    return Optional.of(
        guest instanceof Caller.Stranger(var phone)
            ? new Caller.Member(
                member.account(), member.settings(), NumberStatus.UNKNOWN, Optional.of(phone))
            : new Caller.Member(
                member.account(), member.settings(), NumberStatus.WITHHELD, Optional.empty()));
  }

  /// Remembers that the phone of a member's call is the account's own.
  public void prove(Caller.Member member, Instant at) throws IOException {
    if (member.phone().isPresent()) {
      phones.prove(member.account().id(), member.phone().get().key(), at);
    }
  }

  /// What may be done with a member's message.
  public TrustDecision rule(Caller.Member member, Origin origin, PinStatus pin) {
    return TrustPolicy.rule(evidence(member, origin, pin));
  }

  /// Whether a member may set a new password on the web.
  public boolean mayRecover(Caller.Member member, Origin origin, PinStatus pin) {
    return TrustPolicy.mayRecover(evidence(member, origin, pin));
  }

  private Evidence evidence(Caller.Member member, Origin origin, PinStatus pin) {
    return new Evidence(
        member.settings().callerClass(),
        origin.attestation(),
        trunk,
        member.numberStatus(),
        pin,
        origin.path());
  }

  /// What a caller's message is spooled under.
  public MessageAuthor claim(Caller caller, Origin origin, PinStatus pin) {
    return switch (caller) {
      case Caller.Member member ->
          switch (rule(member, origin, pin)) {
            case PUBLISH -> new MessageAuthor.Member(member.account().id());
            case ASK_PIN, HOLD_FOR_APPROVAL ->
                new MessageAuthor.Unproved(member.account().id(), member.phone());
            case HOLD_AS_UNKNOWN -> new MessageAuthor.Nobody(member.phone());
          };
      case Caller.Stranger(var phone) -> new MessageAuthor.Nobody(Optional.of(phone));
      case Caller.Withheld() -> new MessageAuthor.Nobody(Optional.empty());
      case Caller.Unresolved(var phone) -> new MessageAuthor.Unresolved(phone);
    };
  }
}
