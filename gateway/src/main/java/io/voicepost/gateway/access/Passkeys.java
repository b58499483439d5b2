package io.voicepost.gateway.access;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.VerificationException;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.CredentialStore;
import io.voicepost.storage.access.Passkey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Signing in without a handle and without a password: keys that people's devices keep for them and
/// show after a fingerprint, a face or a PIN (WebAuthn, level 2: discoverable credentials with user
/// verification). Who made the device is not asked. Safe for many threads; `IOException` means that
/// nothing happened and that it may be tried again.
public final class Passkeys {
  /// More than anybody has devices.
  private static final int MOST = 20;

  /// What the keys sign with, best first (RFC 9053): EdDSA, ES256, RS256.
  public static final List<Integer> ALGORITHMS = List.of(-8, -7, -257);

  private final CredentialStore credentials;
  private final PasskeyChallenges passkeyChallenges;
  private final Clock clock;
  private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager();
  private final AttestationObjectConverter converter =
      new AttestationObjectConverter(new ObjectConverter());

  Passkeys(CredentialStore credentials, PasskeyChallenges passkeyChallenges, Clock clock) {
    this.credentials = credentials;
    this.passkeyChallenges = passkeyChallenges;
    this.clock = clock;
  }

  /// What a browser must know to add a passkey.
  ///
  /// @param userHandle what the device remembers the account by, Base64url
  /// @param known the passkeys that the account has, so that no device adds a second one
  public record Creation(String challenge, String userHandle, List<String> known) {}

  public Creation askToAdd(Account account) throws IOException {
    var known = credentials.passkeys(account.id()).stream().map(Passkey::credentialId).toList();
    return new Creation(
        passkeyChallenges.ask(Optional.of(account.id())), userHandle(account.id()), known);
  }

  /// Keeps the passkey that a browser made.
  ///
  /// @param response the browser's answer as JSON (WebAuthn, level 3: RegistrationResponseJSON)
  /// @param label what the owner calls it, 1 to 60 characters
  /// @throws PasskeyException if it is not an answer to what this account was just asked
  public Passkey add(Account account, RelyingParty site, String response, String label)
      throws PasskeyException, IOException {
    if (credentials.passkeys(account.id()).size() >= MOST) {
      throw new PasskeyException("the account has " + MOST + " passkeys already");
    }
    var data = verified(account.id(), site, response);
    var attestation = data.getAttestationObject();
    var made = attestation == null ? null : attestation.getAuthenticatorData();
    var attested = made == null ? null : made.getAttestedCredentialData();
    if (made == null || attested == null) {
      throw new PasskeyException("there is no key in it");
    }
    try {
      var passkey =
          new Passkey(
              base64(attested.getCredentialId()),
              account.id(),
              label.strip(),
              Base64.getEncoder().encodeToString(data.getAttestationObjectBytes()),
              made.getSignCount(),
              clock.instant().truncatedTo(ChronoUnit.MILLIS),
              Optional.empty());
      if (credentials.add(passkey)) {
        AuditLog.note(SecurityEvent.PASSKEY_ADDED, account.id());
        return passkey;
      }
    } catch (IllegalArgumentException e) {
      throw new PasskeyException("its name cannot be used", e);
    }
    throw new PasskeyException("the passkey is known already");
  }

  private RegistrationData verified(AccountId account, RelyingParty site, String response)
      throws PasskeyException, IOException {
    try {
      var data = webAuthn.parseRegistrationResponseJSON(response);
      var challenge =
          challenge(Optional.ofNullable(data.getCollectedClientData()), Optional.of(account));
      var accepted =
          ALGORITHMS.stream()
              .map(it ->
                  new PublicKeyCredentialParameters(
                      PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(it)))
              .toList();
      return webAuthn.verify(
          data, new RegistrationParameters(server(site, challenge), accepted, true, true));
    } catch (DataConversionException | VerificationException | IllegalArgumentException e) {
      throw new PasskeyException("the passkey cannot be verified", e);
    }
  }

  /// What a browser must know to ask for a passkey: the challenge.
  public String askToSignIn() {
    return passkeyChallenges.ask(Optional.empty());
  }

  /// Whose passkey it is that a browser shows.
  ///
  /// @param response the browser's answer as JSON (WebAuthn, level 3: AuthenticationResponseJSON)
  /// @throws PasskeyException if nobody's, or if it is no answer to what was just asked
  public AccountId signIn(RelyingParty site, String response) throws PasskeyException, IOException {
    try {
      var data = webAuthn.parseAuthenticationResponseJSON(response);
      var challenge =
          challenge(Optional.ofNullable(data.getCollectedClientData()), Optional.empty());
      var id = Optional.ofNullable(data.getCredentialId()).map(Passkeys::base64).orElse("");
      var passkey =
          credentials
              .passkey(id)
              .orElseThrow(() -> new PasskeyException("the passkey is not known here"));
      return verified(data, site, challenge, passkey);
    } catch (DataConversionException | VerificationException | IllegalArgumentException e) {
      AuditLog.note(SecurityEvent.PASSKEY_FAILED, AuthMethod.PASSKEY);
      throw new PasskeyException("the passkey cannot be verified", e);
    }
  }

  private AccountId verified(
      AuthenticationData data, RelyingParty site, String challenge, Passkey passkey)
      throws PasskeyException, IOException {
    var kept = converter.convert(Base64.getDecoder().decode(passkey.record()));
    if (kept == null) {
      throw new IllegalStateException("a kept passkey cannot be read");
    }
    var record = new CredentialRecordImpl(kept, null, null, null);
    record.setCounter(passkey.signCount());
    webAuthn.verify(
        data, new AuthenticationParameters(server(site, challenge), record, null, true, true));
    long count =
        Optional.ofNullable(data.getAuthenticatorData()).map(it -> it.getSignCount()).orElse(0L);
    if (!credentials.used(passkey.credentialId(), count, clock.instant())) {
      throw new PasskeyException("the passkey was used meanwhile, or is gone");
    }
    return passkey.account();
  }

  /// The account's passkeys, oldest first.
  public List<Passkey> list(AccountId account) throws IOException {
    return credentials.passkeys(account);
  }

  /// Names a passkey anew; `false` if the account has none such, or the name cannot be used.
  public boolean rename(AccountId account, String credentialId, String label) throws IOException {
    try {
      boolean renamed = credentials.rename(account, credentialId, label.strip());
      if (renamed) {
        AuditLog.note(SecurityEvent.PASSKEY_RENAMED, account);
      }
      return renamed;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public boolean remove(AccountId account, String credentialId) throws IOException {
    boolean removed = credentials.remove(account, credentialId);
    if (removed) {
      AuditLog.note(SecurityEvent.PASSKEY_REMOVED, account);
    }
    return removed;
  }

  private String challenge(Optional<CollectedClientData> client, Optional<AccountId> account)
      throws PasskeyException, IOException {
    var challenge = client.map(it -> base64(it.getChallenge().getValue())).orElse("");
    if (!passkeyChallenges.answered(challenge, account)) {
      throw new PasskeyException("nobody asked for this, or too long ago");
    }
    return challenge;
  }

  private static ServerProperty server(RelyingParty site, String challenge) {
    return ServerProperty.builder()
        .origin(new Origin(site.origin().toString()))
        .rpId(site.id())
        .challenge(new DefaultChallenge(challenge))
        .build();
  }

  private static String userHandle(AccountId account) {
    return base64(ByteBuffer.allocate(Long.BYTES).putLong(account.value()).array());
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
