package io.voicepost.gateway.access;

import java.time.Duration;
import java.util.Optional;

/// A fresh token, and what it is good for. The only moment at which the token is known.
///
/// @param refresh what it is renewed by; empty where it cannot be
/// @param life how long it is good; empty for ever
public record IssuedToken(
    Secret token, Grant grant, Optional<Secret> refresh, Optional<Duration> life) {}
