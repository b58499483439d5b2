package io.voicepost.gateway.identity;

import io.voicepost.gateway.spool.Attestation;
import io.voicepost.storage.access.PassportStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells how far a signed call can be believed. Asterisk checks the signature and takes it for any
/// call: whether it was made for this one, just now, and for the first time, is checked here. Safe
/// for many threads and nodes.
public final class PassportVerifier {
  static final Duration FRESH = Duration.ofSeconds(15);

  /// What Asterisk says of a signature that is right.
  private static final String SUCCESS = "success";

  private static final Logger log = LoggerFactory.getLogger(PassportVerifier.class);

  private final PassportStore store;
  private final PhoneVault vault;
  private final Clock clock;

  public PassportVerifier(PassportStore store, PhoneVault vault, Clock clock) {
    this.store = store;
    this.vault = vault;
    this.clock = clock;
  }

  /// To be asked once a call: the second time the same signature has failed. Never fails itself: a
  /// database that does not answer leaves nothing to believe.
  public Attestation attestation(SignedCall call) {
    return attestation(call, clock.instant());
  }

  /// The same of a call that was answered at `at`.
  public Attestation attestation(SignedCall call, Instant at) {
    if (call.verifyResult().isEmpty()) {
      return Attestation.NONE;
    }
    var passport = Passport.parse(call.identity());
    if (!call.verifyResult().equals(SUCCESS) || passport.isEmpty()) {
      return Attestation.FAILED;
    }
    return isOf(call, passport.get(), at) ? unlessSeen(passport.get()) : Attestation.FAILED;
  }

  private static boolean isOf(SignedCall call, Passport passport, Instant at) {
    var age = Duration.between(passport.issuedAt(), at).abs();
    return age.compareTo(FRESH) <= 0
        && isSame(passport.origin(), call.presented(), call.region())
        && passport.destinations().stream()
            .anyMatch(it -> isSame(it, call.dialled(), call.region()));
  }

  private Attestation unlessSeen(Passport passport) {
    try {
      return store.isFirst(vault.codeKey("passport", passport.signed()), clock.instant())
          ? Attestation.valueOf(passport.attest())
          : Attestation.FAILED;
    } catch (IOException e) {
      log.warn("passport check failed next=unsigned error=\"{}\"", e.toString());
      return Attestation.NONE;
    }
  }

  /// Signed numbers are digits with country code and without `+` (RFC 8224, 8.3); short ones, which
  /// have no country, are as they are.
  private static boolean isSame(String signed, String presented, String region) {
    var known = PhoneNumber.parse(presented, region);
    return known.isPresent()
        ? international(signed).equals(known)
        : digits(signed).equals(digits(presented)) && !digits(signed).isEmpty();
  }

  private static Optional<PhoneNumber> international(String signed) {
    // The region is of no use to a number that begins with `+`.
    return PhoneNumber.parse("+" + digits(signed), "ZZ");
  }

  private static String digits(String number) {
    return number.replaceAll("[^0-9]", "");
  }
}
