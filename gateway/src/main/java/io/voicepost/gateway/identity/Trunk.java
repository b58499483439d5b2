package io.voicepost.gateway.identity;

/// What is known of the carrier that brings the calls.
///
/// @param signs whether honest calls carry a signed attestation
/// @param vouches whether it lets its customers present their own numbers only
public record Trunk(boolean signs, boolean vouches) {}
