package io.voicepost.gateway.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What a carrier signed of a call: the claims of a PASSporT (RFC 8225) of the kind `shaken` (RFC
/// 8588). Reading it believes nothing: whether the signature is right is Asterisk's to say.
///
/// @param attest `A`, `B` or `C`
/// @param origin the caller's number, digits
/// @param destinations the numbers called, digits
/// @param signed what the signature is for, the same whatever the signature looks like
record Passport(
    String attest, String origin, List<String> destinations, Instant issuedAt, String signed) {
  /// A certificate's address and all makes about 600 characters.
  private static final int LONGEST = 4096;

  private static final ObjectMapper JSON = new ObjectMapper();

  Passport {
    destinations = List.copyOf(destinations);
  }

  /// Reads the value of a SIP `Identity` header (RFC 8224) in its full form; empty if it is none.
  static Optional<Passport> parse(String header) {
    var token = header.strip().split(";", 2)[0].strip();
    var parts = token.split("\\.", -1);
    if (token.length() > LONGEST || parts.length != 3) {
      return Optional.empty();
    }
    try {
      var claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
      return claims == null ? Optional.empty() : of(claims, parts[0] + "." + parts[1]);
    } catch (IllegalArgumentException | IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<Passport> of(JsonNode claims, String signed) {
    var destinations = new ArrayList<String>();
    claims.path("dest").path("tn").forEach(it -> destinations.add(it.asText()));
    var attest = claims.path("attest").asText();
    var origin = claims.path("orig").path("tn").asText();
    var issued = claims.path("iat");
    return attest.matches("[ABC]")
            && !origin.isEmpty()
            && !destinations.isEmpty()
            && issued.isIntegralNumber()
            && issued.canConvertToInt()
        ? Optional.of(
            new Passport(
                attest, origin, destinations, Instant.ofEpochSecond(issued.asLong()), signed))
        : Optional.empty();
  }

  /// Numbers are nobody's to print.
  @Override
  public String toString() {
    return "passport " + attest;
  }
}
