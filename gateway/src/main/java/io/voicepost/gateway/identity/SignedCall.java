package io.voicepost.gateway.identity;

/// What Asterisk tells of a call's signature, and what the call itself is.
///
/// @param verifyResult `STIR_SHAKEN(0,verify_result)`, empty where nothing was signed
/// @param identity the SIP `Identity` header, empty where there is none
/// @param presented the caller's number as presented
/// @param dialled the number that was called
/// @param region where numbers without a country code belong, ISO 3166-1 alpha-2
public record SignedCall(
    String verifyResult, String identity, String presented, String dialled, String region) {
  /// Numbers are nobody's to print.
  @Override
  public String toString() {
    return "signed call: " + verifyResult;
  }
}
