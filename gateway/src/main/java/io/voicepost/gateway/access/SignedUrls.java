package io.voicepost.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Addresses of recordings that are not for everybody, for the players of apps, which show neither
/// a token nor a cookie. Each is for one viewer and a short time, and says only who asks: whether
/// they may hear it is asked again each time. Signed with HMAC-SHA256 (RFC 2104). Safe for many
/// threads.
public final class SignedUrls {
  /// How long an address is good at most, and at least half of that.
  public static final Duration LIFE = Duration.ofHours(1);

  private static final String VIEWER = "viewer";
  private static final String UNTIL = "until";
  private static final String SIGNATURE = "signature";

  private final SecretKey key;
  private final Clock clock;

  SignedUrls(Pepper pepper, Clock clock) {
    this.key = pepper.derive("signed addresses", "HmacSHA256");
    this.clock = clock;
  }

  /// The query that goes behind a recording's address. The same for half of [#LIFE], so that what
  /// an app shows twice has one address.
  public String query(RecordingId recording, AccountId viewer) {
    long half = LIFE.dividedBy(2).toSeconds();
    long until = (clock.instant().getEpochSecond() / half + 2) * half;
    return "%s=%s&%s=%d&%s=%s"
        .formatted(
            VIEWER, viewer, UNTIL, until, SIGNATURE, signature(recording, viewer.value(), until));
  }

  /// For whom an address was signed; empty where it was not, or is over.
  public Optional<AccountId> viewer(RecordingId recording, Map<String, String> query) {
    var viewer = number(query.getOrDefault(VIEWER, ""));
    var until = number(query.getOrDefault(UNTIL, ""));
    if (viewer.isEmpty()
        || until.isEmpty()
        || !clock.instant().isBefore(Instant.ofEpochSecond(until.get()))) {
      return Optional.empty();
    }
    var signed = signature(recording, viewer.get(), until.get());
    var shown = query.getOrDefault(SIGNATURE, "");
    return MessageDigest.isEqual(signed.getBytes(UTF_8), shown.getBytes(UTF_8))
        ? viewer.map(AccountId::new)
        : Optional.empty();
  }

  private static Optional<Long> number(String text) {
    return text.matches("[1-9][0-9]{0,17}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private String signature(RecordingId recording, long viewer, long until) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      var signed = mac.doFinal((recording + " " + viewer + " " + until).getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
