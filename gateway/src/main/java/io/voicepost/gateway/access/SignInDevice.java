package io.voicepost.gateway.access;

/// What somebody signs in with.
///
/// @param client what it calls itself, for its owner to read
/// @param browser by what it is known again when it comes back; it keeps it for long
public record SignInDevice(String client, Secret browser) {}
